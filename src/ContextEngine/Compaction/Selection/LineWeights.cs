namespace Pith.Compaction.Selection;

/// <summary>
/// What each figure of <see cref="LineFeatures"/> says about the need for a line: logistic regression with a ridge of
/// 2 cuts on 210,254 lines at 126 cuts of 31 sessions of 5 repositories (cuts for 8,000 tokens),
/// every cut weighing the same. Written by <c>./dev bench fit</c>; docs/compaction.md has what they reach on repositories
/// they never saw.
/// </summary>
internal static class LineWeights
{
    public static readonly float[] Shipped =
    [
        -1.597f, // bias
        -0.110f, // read
        -0.294f, // search
        -1.752f, // shell
        -0.226f, // other
        -0.205f, // edited
        0.681f, // written
        0.440f, // command
        -0.055f, // argument
        0.121f, // assistant
        -0.198f, // user
        -0.187f, // age
        -0.402f, // touch age
        -0.134f, // changed
        -0.167f, // changed since
        0.629f, // reads
        0.412f, // never changed
        -0.074f, // runs
        0.022f, // written age
        0.158f, // command age
        -0.024f, // read age
        0.203f, // file asked
        -0.234f, // declares
        0.050f, // error
        -0.540f, // length
        0.180f, // paths
        1.313f, // joins
        -0.471f, // template
        -0.385f, // near change
        1.141f, // repeated
        -0.281f, // seen
        -0.046f, // atoms
        0.410f, // recent atoms
        -0.387f, // gone
        -0.302f, // asked
    ];
}
