using Pith.Budgets.Recordings;
using Pith.Conversations;

namespace Pith.Tests.Budgets;

/// <summary>Small sessions at random, whose parts repeat often enough that every class of need occurs.</summary>
internal static class RandomTalk
{
    private static readonly string[] Paths = ["src/app/main_loop.cs", "src/app/tokenReader.cs", "docs/guide_one.md", "lib/core/x_index.ts"];

    public static Recording Of(int seed, int steps)
    {
        var random = new Random(seed);
        var talk = new Talk().User($"Mend the reader of session_{seed}. You must never touch lib/core/x_index.ts here.");
        for (var i = 0; i < steps; i++)
        {
            var path = Paths[random.Next(Paths.Length)];
            switch (random.Next(6))
            {
                case 0:
                    talk.User($"And then {Line(random)}. Don't forget the {random.Next(3)} tests of {path}!");
                    break;
                case 1:
                    talk.Bash($"make test_{random.Next(4)} && cat {path}", $"{Line(random)}\nerror: {Line(random)}\nexit code {random.Next(2)}", random.Next(3) == 0);
                    break;
                case 2:
                    talk.Edit(path, random.Next(2) == 0 ? Line(random) : $"{Line(random)}\n    {Line(random)}", Line(random));
                    break;
                case 3:
                    talk.Call("TodoWrite", ToolKind.Todo, "ok", "content", $"finish part_{random.Next(3)} of it", "status", random.Next(2) == 0 ? "pending" : "completed");
                    break;
                case 4:
                    talk.Assistant($"I will look at {path}: {Line(random)}").Call("Grep", ToolKind.Search, $"{path}:12:{Line(random)}", "pattern", $"value_{random.Next(9)}", "path", path);
                    break;
                default:
                    talk.Read(path, Line(random), "    " + Line(random), "}", Line(random));
                    break;
            }

            if (random.Next(9) == 0)
                talk.Noticed($"The file {path} changed: {Line(random)}");
        }

        return new Recording($"random {seed}", talk.Messages);
    }

    private static string Line(Random random) => $"var value_{random.Next(40)} = compute{(char)('A' + random.Next(5))}Total({random.Next(4)});";
}
