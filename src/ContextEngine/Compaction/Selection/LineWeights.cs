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
        -0.507f, // bias
        0.008f, // read
        0.282f, // search
        -1.967f, // shell
        -0.104f, // other
        -0.163f, // edited
        0.709f, // written
        -0.171f, // template
        0.486f, // command
        0.475f, // argument
        -0.054f, // assistant
        -0.179f, // user
        -0.417f, // age
        -0.406f, // touch age
        -0.183f, // changed
        -0.134f, // changed since
        0.645f, // reads
        -0.438f, // near a change
        1.109f, // repeated
        -0.242f, // seen
        0.040f, // atoms
        0.418f, // recent atoms
        -0.144f, // declares
        -0.015f, // error
        -0.441f, // gone
        -0.985f, // length
        -0.005f, // asked
        0.423f, // never changed
        0.147f, // runs
        0.220f, // written age
        0.325f, // command age
        0.165f, // read age
        0.370f, // file asked
    ];
}
