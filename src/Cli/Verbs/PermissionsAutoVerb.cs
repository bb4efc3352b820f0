using System.Text;
using Pith.Agents.Classifiers;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Permissions.Settings;

namespace Pith.Cli.Verbs;

/// <summary><c>pith permissions auto</c>: what the model that judges in mode auto is told here, with what is built in.</summary>
internal static class PermissionsAutoVerb
{
    public static int Run(Invocation invocation)
    {
        var settings = PermissionFiles.Read(invocation).With(new PermissionSettings());
        var (auto, builtIn) = (settings.AutoMode, ClassifierPrompt.BuiltIn);
        foreach (var note in settings.PassedOver)
            invocation.Around.Complain($"note: {note}");
        var model = invocation.Around.Variable(EnvironmentVariable.AutoModel) is { Length: > 0 } named ? PlainText.Of(named) : $"none, so what follows is not applied; {EnvironmentVariable.AutoModel} names one";
        var text = new StringBuilder($"model: {model}\nclassifyAllShell: {(auto.ClassifyAllShell ? "on" : "off")}\n");
        List("environment", auto.Environment, builtIn.Environment);
        List("hard_deny", auto.HardDeny, builtIn.HardDeny);
        List("soft_deny", auto.SoftDeny, builtIn.SoftDeny);
        List("allow", auto.Allow, builtIn.Allow);
        StoreVerbs.Print(invocation, text.ToString());
        return ExitCode.Done;

        void List(string name, IReadOnlyList<string>? own, IReadOnlyList<string>? usual)
        {
            text.Append(name).Append(own is null ? " (built in):\n" : own.Contains(AutoModeSettings.Defaults) ? ":\n" : " (in place of what is built in):\n");
            foreach (var entry in AutoModeSettings.Spliced(own, usual!))
                text.Append("  - ").Append(PlainText.Of(entry)).Append('\n');
        }
    }
}
