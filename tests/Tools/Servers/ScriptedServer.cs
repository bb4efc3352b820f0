using Pith.Tests.Store;
using Pith.Tools.Servers;

namespace Pith.Tests.Tools.Servers;

/// <summary>A server of tools in forty lines of sh, in a folder of its own.</summary>
internal sealed class ScriptedServer : IDisposable
{
    private const string Script =
        """
        echo "a greeting that is no message"
        echo "the log" >&2
        reply() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"; }
        text() { reply "{\"content\":[{\"type\":\"text\",\"text\":\"$1\"}]}"; }
        grown=
        while IFS= read -r line; do
          id=${line#*\"id\":}; id=${id%%,*}
          printf '%s\n' "$line" >>"$JOURNAL"
          case $line in
            *'"method":"notifications/'*) ;;
            *'"method":"initialize"'*)
              reply '{"protocolVersion":"2025-06-18","capabilities":{"tools":{"listChanged":true}},"serverInfo":{"name":"scripted","version":"1"}}' ;;
            *'"method":"tools/list"'*'"cursor":"2"'*)
              reply "{\"tools\":[{\"name\":\"add\",\"description\":\"Adds\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"number\"}}}}$grown]}" ;;
            *'"method":"tools/list"'*)
              reply '{"tools":[{"name":"echo","description":"Says\u202e it\u0007 again","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}},{"description":"nameless"}],"nextCursor":"2"}' ;;
            *'"name":"echo"'*) text hello ;;
            *'"name":"names"'*) text "$(env | cut -d= -f1 | sort | tr '\n' ' ')" ;;
            *'"name":"fails"'*) reply '{"content":[{"type":"text","text":"no luck"}],"isError":true}' ;;
            *'"name":"picture"'*) reply '{"content":[{"type":"image","mimeType":"image/png","data":"aGVsbG8="},{"type":"resource_link","name":"a","uri":"file:///a"},{"type":"resource","resource":{"uri":"file:///b","text":"of b"}}]}' ;;
            *'"name":"structure"'*) reply '{"content":[],"structuredContent":{"n":1}}' ;;
            *'"name":"huge"'*) head -c 17000000 /dev/zero | tr '\0' x; echo; text small ;;
            *'"name":"large"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"' "$id"; head -c 20000000 /dev/zero | tr '\0' x; printf '"}]}}\n' ;;
            *'"name":"toolarge"'*) printf '{"jsonrpc":"2.0","id":%s,"result":{"content":[{"type":"text","text":"' "$id"; head -c 68000000 /dev/zero | tr '\0' x; printf '"}]}}\n' ;;
            *'"name":"odd"'*) printf '{"jsonrpc":"2.0","id":%s,"error":"foo"}\n' "$id" ;;
            *'"name":"lone"'*) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-1,"message":"no \\ud800"}}\n' "$id" ;;
            *'"name":"number"'*) reply 5 ;;
            *'"name":"oddblock"'*) reply '{"resultType":3,"content":[{"type":"resource","resource":7}],"isError":true}' ;;
            *'"name":"neither"'*) printf '{"jsonrpc":"2.0","id":%s}\n' "$id" ;;
            *'"name":"grow"'*)
              grown=',{"name":"late","inputSchema":{"type":"object"}}'
              printf '{"jsonrpc":"2.0","method":"notifications/tools/list_changed"}\n'
              sleep 0.5
              text grown ;;
            *'"name":"die"'*) echo "cannot go on" >&2; exit 3 ;;
            *'"name":"hang"'*) sleep 1000 & echo $! >"$JOURNAL.pid"; sleep 1000 ;;
            *) printf '{"jsonrpc":"2.0","id":%s,"error":{"code":-32601,"message":"no such method"}}\n' "$id" ;;
          esac
        done
        """;

    private readonly TemporaryFolder _folder = new();

    public ScriptedServer()
    {
        Directory.CreateDirectory(_folder.Path);
        Program = Path.Combine(_folder.Path, "server.sh");
        File.WriteAllText(Program, Script);
    }

    public string Program { get; }

    public string Folder => _folder.Path;

    public string Journal => Path.Combine(_folder.Path, "journal");

    public ServerConfig Config => new("scripted", "test")
    {
        Command = "sh",
        Arguments = [Program],
        Environment = new Dictionary<string, string> { ["JOURNAL"] = Journal },
    };

    public ServerOptions Options => new() { Folder = _folder.Path, Environment = ["PATH=/usr/local/bin:/usr/bin:/bin"], Product = "test" };

    public void Dispose() => _folder.Dispose();
}
