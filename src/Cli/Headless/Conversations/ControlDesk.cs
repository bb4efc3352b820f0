using System.Text.Json;
using Pith.Cli.Commands;
using Pith.Cli.Runs;
using Pith.Permissions.Settings;
using Pith.Text;

namespace Pith.Cli.Headless.Conversations;

/// <summary>Answers what the program asks of the run beside its conversation.</summary>
/// <param name="invocation">Names the model that is the default, and who serves the others.</param>
/// <param name="link">Takes the answers.</param>
/// <param name="run">The run.</param>
/// <param name="interrupt">Ends the turn that is under way, where there is one.</param>
/// <param name="opened">Whether a greeting opened the run, whose servers and texts are in it. It is the first that comes here; one thread at a time.</param>
internal sealed class ControlDesk(Invocation invocation, ControlLink link, AgentRun run, Action interrupt, bool opened)
{
    private bool _isOpening = opened;

    /// <summary>Takes one request.</summary>
    public void Take(string id, JsonElement request)
    {
        var subtype = request.Word("subtype");
        switch (subtype)
        {
            case "initialize":
                Initialize(id, request);
                break;
            case "interrupt":
                interrupt();
                link.Answer(id, static _ => { });
                break;
            case "set_permission_mode":
                SetMode(id, request.Word("mode") ?? "");
                break;
            case "set_model":
                SetModel(id, request.Word("model") ?? "");
                break;
            case "mcp_status":
                link.Answer(id, WriteServers);
                break;
            case "get_context_usage":
                link.Answer(id, json => ContextUsage.Write(json, run.Loop.Request));
                break;
            default:
                link.Refuse(id, $"pith {Product.Version} does not know the request '{subtype}'");
                break;
        }
    }

    /// <summary>Servers and texts are part of every request, so they come first or not at all; hooks may come later.</summary>
    private void Initialize(string id, JsonElement request)
    {
        var greeting = new ProgramGreeting(link, request);
        if (!_isOpening && (greeting.Servers.Count > 0 || greeting.Words().Count > 0))
        {
            link.Refuse(id, "servers, agents and system prompts are part of every request; send initialize before anything else");
            return;
        }

        _isOpening = false;
        try
        {
            var hooks = greeting.Hooks();
            var applied = hooks.Count == 0 || run.Hooks.Add(hooks);
            if (!applied)
                invocation.Around.Complain("warning: the settings switch hooks off, or leave them to the organisation, so those of the program are not called");
            link.Answer(id, json => WriteFacts(json, applied));
        }
        catch (Failure wrong)
        {
            link.Refuse(id, wrong.Message);
        }
    }

    private void WriteFacts(Utf8JsonWriter json, bool applied)
    {
        Empty(json, "commands");
        json.WriteStartArray("agents");
        foreach (var kind in run.Agents)
        {
            json.WriteStartObject();
            json.WriteString("name", kind.Name);
            json.WriteString("description", kind.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("output_style", "default");
        json.WriteStartArray("available_output_styles");
        json.WriteStringValue("default");
        json.WriteEndArray();
        json.WriteStartArray("models");
        json.WriteStartObject();
        json.WriteString("value", run.Facts.Model);
        json.WriteString("displayName", run.Facts.Model);
        json.WriteString("description", "the model of this run");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("account");
        json.WriteString("apiKeySource", run.Facts.KeySource);
        json.WriteEndObject();
        json.WriteBoolean("hooks_applied", applied);
    }

    private void SetMode(string id, string name)
    {
        if (!PermissionModes.TryParse(name, out var mode))
            link.Refuse(id, $"there is no permission mode '{name}'; there are {string.Join(", ", PermissionModes.All)}");
        else if (run.Authority.Refuses(mode) is { } why)
            link.Refuse(id, why);
        else
        {
            run.Authority.Mode = mode;
            run.Facts.Mode = PermissionModes.All[(int)run.Authority.Now.Mode];
            link.Answer(id, json => json.WriteString("mode", run.Facts.Mode));
        }
    }

    /// <summary>Another model from the next request on; none, or default, is the one pith was started with.</summary>
    private void SetModel(string id, string name)
    {
        try
        {
            var named = name is "" or "default" ? ModelChoice.Named(invocation) : name;
            var (seat, _) = ModelChoice.Seat(invocation, named, run.Models.Models.Count > 1);
            RunLimits.Check(RunLimits.Of(invocation), seat.Model);
            if (ModelSwitch.Ask(invocation, run, seat.Model, "sdk") is { } refused)
            {
                link.Refuse(id, refused);
                return;
            }

            var before = run.Facts.Model;
            run.Models.GoOnWith(seat);
            run.Facts.Model = seat.Model;
            ModelSwitch.Tell(run, before, name, "sdk");
            link.Answer(id, static _ => { });
        }
        catch (Failure wrong)
        {
            link.Refuse(id, wrong.Message);
        }
    }

    private void WriteServers(Utf8JsonWriter json)
    {
        json.WriteStartArray("mcpServers");
        foreach (var (name, status) in run.Facts.Servers)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("status", status);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Empty(Utf8JsonWriter json, string name)
    {
        json.WriteStartArray(name);
        json.WriteEndArray();
    }
}
