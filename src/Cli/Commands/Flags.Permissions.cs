using Pith.Permissions.Settings;

namespace Pith.Cli.Commands;

/// <content>Flags for what a call may do, and where commands run.</content>
internal static partial class Flags
{
    public static readonly Flag PermissionMode = new("permission-mode", "The permission mode of this run")
    {
        Value = "MODE",
        Choices = [.. PermissionModes.Words],
        Default = "that of the settings, or default",
    };

    public static readonly Flag SkipPermissions = new("dangerously-skip-permissions", "The same as --permission-mode bypassPermissions");

    public static readonly Flag AddDir = new("add-dir", "Folders that belong to the workspace besides the working folder; all words up to the next flag")
    {
        Value = "FOLDER...",
        IsRepeated = true,
        TakesAll = true,
        Sample = "../library",
        Completes = Completion.File,
    };

    public static readonly Flag Mode = new("mode", "The permission mode")
    {
        Value = "MODE",
        Choices = [.. PermissionModes.Words],
        Default = "that of the settings, or default",
    };

    public static readonly Flag Sandbox = new("sandbox", "Run commands in a sandbox: writes only in the workspace and the temporary folder, no network (Linux)")
    {
        Value = "on|off",
        Choices = ["on", "off"],
        Default = "what the settings say, or off",
    };

    public static readonly Flag AllowNetwork = new("network", "Let the command reach the network");

    public static readonly Flag AllowHost = new("allow-host", "Hosts that the command may reach, through a proxy that reaches no other; commas between")
    {
        Value = "HOSTS",
        Sample = "registry.npmjs.org,*.pythonhosted.org",
    };

    public static readonly Flag AllowWrite = new("write", "One more folder that the command may write below")
    {
        Value = "FOLDER",
        Sample = "../out",
        Completes = Completion.File,
    };

    public static readonly Flag Plain = new("no-namespaces", "Do as on a kernel without namespaces: Landlock and a filter of system calls only");

    public static readonly Flag AllowedTools = new("allowedTools", "Rules that allow, as settings write them, with commas between")
    {
        Value = "RULES",
        Sample = "'Edit,Bash(npm run *)'",
    };

    public static readonly Flag DisallowedTools = new("disallowedTools", "Rules that deny")
    {
        Value = "RULES",
        Sample = "'Bash(git push *)'",
    };

    public static readonly Flag Tool = new("tool", "The tool that is called")
    {
        Value = "NAME",
        Default = "Bash",
        Sample = "Read",
    };

    public static readonly Flag Path = new("path", "The file that the tool reads or writes")
    {
        Value = "FILE",
        Sample = ".env",
        Completes = Completion.File,
    };

    public static readonly Flag Input = new("input", "The input of the call as one JSON object, or the words of the prompt")
    {
        Value = "JSON",
        Sample = "'{\"command\":\"git push\"}'",
    };
}
