using System.Buffers;
using System.Text.Json;
using Pith.Agents.SubAgents;
using Pith.Sessions;
using Pith.Store;

namespace Pith.Cli.Runs;

/// <summary>The log of a sub-agent. It says whose it is: the parent's session, the call that began it, and, for a fork, that its conversation begins with the parent's.</summary>
internal static class SubAgentLog
{
    /// <summary>Makes one beside the parent's.</summary>
    /// <param name="order">What the sub-agent is to do.</param>
    /// <param name="parent">The log of the session.</param>
    /// <param name="folder">Where the session works.</param>
    /// <param name="store">Takes what is large.</param>
    public static SessionLog Create(SubAgentOrder order, SessionLog parent, string folder, BlobStore store)
    {
        var log = SessionLog.Create(new SessionFolder(store.Root), new SessionHeader { Cwd = folder, Program = $"pith/{Product.Version}", Id = $"agent-{order.Id}", Beside = parent.Path }, store, new SessionOptions { Holder = $"process {Environment.ProcessId}, agent {order.Id}" });
        var data = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(data))
        {
            json.WriteStartObject();
            json.WriteString("parentSession", parent.Id);
            if (order.ParentId.Length > 0)
                json.WriteString("parentAgent", order.ParentId);
            json.WriteString("toolUseId", order.CallId);
            json.WriteString("kind", order.Kind.Name);
            json.WriteEndObject();
        }

        log.AppendMeta("agent", data.WrittenSpan);
        return log;
    }
}
