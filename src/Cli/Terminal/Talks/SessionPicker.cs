using System.Globalization;
using System.Text;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Cli.Texts;
using Pith.Sessions;

namespace Pith.Cli.Terminal.Talks;

/// <summary><c>--resume</c> without a session: the newest ones of this folder, and a number.</summary>
internal static class SessionPicker
{
    private const int Most = 15;

    /// <summary>The id that was chosen; throws a <see cref="Failure"/> where there is none, or none was chosen.</summary>
    public static string Choose(Surroundings around, string folder)
    {
        var sessions = new SessionFolder(StoreRoot.Of(around)).List(folder).Take(Most).ToList();
        if (sessions.Count == 0)
            throw new Failure(ExitCode.NoInput, "there is no session of this folder to resume; pith sessions list --all shows those of others");
        var page = new StringBuilder();
        for (var i = 0; i < sessions.Count; i++)
            page.AppendLine(CultureInfo.InvariantCulture, $"{i + 1,3}  {LocalTime.Of(sessions[i].Modified)}  {sessions[i].Id[..8]}  {CleanText.LineOf(sessions[i].Title)}");
        around.Out.Write(Encoding.UTF8.GetBytes($"{page}Which? [1] "));
        var answer = TypedAnswer.Read(around.In);
        if (answer.Length == 0)
            return sessions[0].Id;
        return int.TryParse(answer, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= sessions.Count
            ? sessions[number - 1].Id
            : throw Failure.Usage($"there is no session {number} in the list; write a number from 1 to {sessions.Count}, or pith --resume and the beginning of an id");
    }
}
