using Pith.Cli.Terminal.Keys;
using Pith.Cli.Texts;

namespace Pith.Cli.Terminal.Panels;

/// <summary>A question that stands where the prompt would, until it is answered.</summary>
internal interface IPanel
{
    /// <summary>Its rows.</summary>
    /// <param name="width">Columns.</param>
    /// <param name="most">Rows that there is room for; where more are wanted, what matters least goes.</param>
    List<Line> Rows(int width, int most);

    /// <summary>Where the cursor stands in them.</summary>
    (int Row, int Column) Cursor { get; }

    /// <summary>Takes a key; true when the question is answered.</summary>
    bool Take(Key key);

    /// <summary>The wait has ended without an answer.</summary>
    void Cancel();
}
