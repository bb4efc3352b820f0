using System.Globalization;
using System.Text;
using Pith.Cli.Commands;
using Pith.Cli.Printing;
using Pith.Cli.Runs;
using Pith.Cli.Stores;
using Pith.Tools;
using Pith.Tools.Servers;

namespace Pith.Cli.Verbs;

/// <summary><c>pith mcp list|get|call</c>: the servers that settings name.</summary>
internal static class McpVerbs
{
    public static int List(Invocation invocation)
    {
        using var servers = Open(invocation);
        if (servers is null)
        {
            invocation.Around.Complain($"no server is named in {ServerFiles.ProjectFile} or in ~/.claude.json; --mcp-config takes them from elsewhere");
            return ExitCode.Done;
        }

        Starting(servers.StartAsync);
        var table = new Table("", new Column("server"), new("tools", true), new("state"), new("from"));
        foreach (var server in servers.All)
            table.Add(PlainText.Of(server.Config.Name), server.Problem is null ? server.Tools.Count.ToString(CultureInfo.InvariantCulture) : "", PlainText.Of(server.Problem ?? $"there, protocol {server.Version}"), server.Config.Origin);
        TablePrinter.ForOutput(invocation).Write(table);
        return ExitCode.Done;
    }

    public static int Get(Invocation invocation)
    {
        using var servers = Open(invocation);
        var server = Find(servers, invocation.Operands[0]);
        Starting(server.StartAsync);
        var config = server.Config;
        var shown = new StringBuilder();
        Line("server", config.Name + (server.Title.Length > 0 && server.Title != config.Name ? $" ({server.Title})" : ""));
        Line("from", config.Origin);
        Line(config.Address is null ? "command" : "address", config.Address?.GetLeftPart(UriPartial.Path) ?? string.Join(' ', [config.Command ?? "", .. config.Arguments]));
        if (config.Environment.Count > 0)
            Line("variables", string.Join(", ", config.Environment.Keys));
        if (config.Headers.Count > 0)
            Line("headers", string.Join(", ", config.Headers.Keys));
        Line("state", server.Problem ?? $"there, protocol {server.Version}");
        foreach (var tool in server.Tools)
            shown.Append($"\n{tool.Spec.Name}\n  {PlainText.Of(tool.Spec.Description)}\n  {PlainText.Of(Encoding.UTF8.GetString(tool.Spec.InputSchema.Span))}\n");
        invocation.Around.Out.Write(Encoding.UTF8.GetBytes(shown.ToString()));
        return server.Problem is null ? ExitCode.Done : ExitCode.NoAnswer;

        void Line(string name, string value) => shown.Append($"{name,-10}{PlainText.Of(value)}\n");
    }

    public static int Call(Invocation invocation)
    {
        using var servers = Open(invocation);
        var server = Find(servers, invocation.Operands[0]);
        Starting(server.StartAsync);
        if (server.Problem is { } problem)
            throw new Failure(ExitCode.NoAnswer, $"the server {InputFile.Shown(server.Config.Name)} is not there: {PlainText.Of(problem)}");
        var name = invocation.Operands[1];
        var tool = server.Tools.FirstOrDefault(t => t.Name == name || t.Spec.Name == name)
            ?? throw Failure.NoInput($"{InputFile.Shown(server.Config.Name)} has no tool '{InputFile.Shown(name)}'; it has {string.Join(", ", server.Tools.Select(t => t.Name))}");
        var input = Encoding.UTF8.GetBytes(invocation.Operands.Count > 2 ? invocation.Operands[2] : "{}");
        using var stop = new RunStop();
        try
        {
            var result = tool.RunAsync(new ToolCall("", tool.Spec.Name, input), stop.Token).GetAwaiter().GetResult();
            invocation.Around.Out.Write(result.Text.Span);
            invocation.Around.Out.Write("\n"u8);
            return result.IsError ? ExitCode.NoAnswer : ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            return stop.ExitCode;
        }
    }

    private static ToolServers? Open(Invocation invocation) => RunServers.Open(RunEnvironment.Under(invocation), Directory.GetCurrentDirectory(), StoreRoot.Open(invocation.Around));

    private static ToolServer Find(ToolServers? servers, string name) => servers?.All.FirstOrDefault(s => s.Config.Name == name)
        ?? throw Failure.NoInput($"no server is called '{InputFile.Shown(name)}'; {(servers is null ? "none is named in settings" : $"there are {string.Join(", ", servers.All.Select(s => s.Config.Name))}")}");

    private static void Starting(Func<CancellationToken, Task> start)
    {
        using var stop = new RunStop();
        try
        {
            start(stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new Failure(stop.ExitCode, "interrupted while servers started");
        }
    }
}
