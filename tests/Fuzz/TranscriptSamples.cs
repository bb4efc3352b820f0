using System.Text;
using Pith.Transcripts;

namespace Pith.Tests.Fuzz;

/// <summary>One small transcript of every format, with each kind of block that the format has.</summary>
internal static class TranscriptSamples
{
    public static byte[] Of(DialectKind dialect) => Encoding.UTF8.GetBytes(dialect switch
    {
        DialectKind.ClaudeCode => """
            {"type":"user","uuid":"a","message":{"role":"user","content":"héllo \ud83d\ude00"}}
            {"type":"assistant","uuid":"b","message":{"id":"m","model":"claude","usage":{"input_tokens":7},"content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"tool_use","id":"t","name":"Read","input":{"file":"a\nb"}}]}}
            {"type":"user","uuid":"c","isSidechain":true,"message":{"content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"out"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AA=="}}]}]}}
            {"type":"attachment","uuid":"d","attachment":{"type":"file","content":{"file":{"content":"text"}}}}
            {"type":"system","subtype":"compact_boundary","uuid":"e","compactMetadata":{"preservedMessages":{"uuids":["a"]}}}
            {"type":"progress","uuid":"f","data":{"type":"agent_progress","message":{"type":"user","message":{"content":"agent"}}}}

            """,
        DialectKind.Codex => """
            {"timestamp":"t","type":"session_meta","payload":{"base_instructions":{"text":"system"}}}
            {"timestamp":"t","type":"response_item","payload":{"type":"message","role":"user","content":[{"type":"input_text","text":"hello"},{"type":"input_image","image_url":"data:image/png;base64,AA=="}]}}
            {"timestamp":"t","type":"response_item","payload":{"type":"function_call","name":"n","arguments":"{\"a\":1}","call_id":"c"}}
            {"timestamp":"t","type":"response_item","payload":{"type":"function_call_output","call_id":"c","output":"Exit code: 1\nno"}}
            {"timestamp":"t","type":"compacted","payload":{"message":"short","replacement_history":[{"type":"reasoning","summary":[{"text":"so"}]}]}}
            {"timestamp":"t","type":"event_msg","payload":{"type":"token_count","info":{"last_token_usage":{"input_tokens":5}}}}
            """,
        DialectKind.Pi => """
            {"type":"session","id":"s","cwd":"/"}
            {"type":"message","id":"a","message":{"role":"assistant","usage":{"input":1},"content":[{"type":"thinking","thinking":"hm"},{"type":"toolCall","id":"c","name":"n","arguments":{"a":1}}]}}
            {"type":"message","id":"b","message":{"role":"toolResult","toolCallId":"c","content":[{"type":"text","text":"out"},{"type":"image","data":"AA==","mimeType":"image/png"}]}}
            {"type":"compaction","summary":"short"}
            {"type":"message","id":"c","message":{"role":"bashExecution","command":"ls","output":"a"}}
            """,
        DialectKind.CopilotCli => """
            {"type":"user.message","data":{"content":"hello"},"id":"a"}
            {"type":"assistant.message","data":{"content":"yes","reasoningText":"hm","toolRequests":[{"toolCallId":"t","name":"n","arguments":{"a":1}}]},"id":"b"}
            {"type":"tool.execution_complete","data":{"toolCallId":"t","success":true,"result":{"content":"out"}},"id":"c"}
            """,
        DialectKind.GeminiCli => """
            {"sessionId":"s","projectHash":"h","messages":[
             {"type":"user","content":"hello"},
             {"type":"gemini","content":"yes","thoughts":[{"description":"hm"}],"tokens":{"input":3,"cached":1},
              "toolCalls":[{"id":"c","name":"n","args":{"a":1},"result":[{"functionResponse":{"response":{"output":"out"}}}]}]}]}
            """,
        DialectKind.SweAgent => """{"trajectory":[],"history":[{"role":"system","content":"s"},{"role":"assistant","content":[{"type":"text","text":"a"}],"tool_calls":[{"id":"c","function":{"name":"n","arguments":"{}"}}]},{"role":"tool","content":"out","tool_call_ids":["c"]}]}""",
        DialectKind.OpenHands => """{"instance_id":"i","history":[{"source":"user","action":"message","args":{"content":"hello"}},{"source":"agent","action":"run","args":{"command":"ls","thought":"so"},"tool_call_metadata":{"tool_call_id":"c","function_name":"n","model_response":{"usage":{"prompt_tokens":3}}}},[{"source":"agent","observation":"run","content":"out","cause":1,"extras":{"metadata":{"exit_code":1}}}]]}""",
        DialectKind.TauBench => """[{"task_id":1,"traj":[{"role":"user","content":"hello"},{"role":"assistant","content":null,"tool_calls":[{"id":"c","function":{"name":"n","arguments":"{}"}}]}]}]""",
        DialectKind.Tau2 => """{"info":{},"simulations":[{"messages":[{"role":"user","content":"hello"},{"role":"tool","id":"c","content":"out","error":true}]}]}""",
        DialectKind.WhoAndWhen => """{"question":"q","history":[{"role":"human","content":"hello"},{"role":"Expert","content":"yes"}]}""",
        DialectKind.AnthropicRequest => """{"model":"claude","max_tokens":5,"system":[{"type":"text","text":"s"}],"tools":[{"name":"n"}],"messages":[{"role":"user","content":"hello"},{"role":"assistant","content":[{"type":"tool_use","id":"t","name":"n","input":{}},{"type":"document","source":{"type":"text","data":"d"}}]}]}""",
        DialectKind.Cassette => """
            interactions:
            - request:
                parsed_body:
                  messages:
                  - content: 'it''s
                      long'
                    role: user
                  - content: |-
                      block
                       text
                    role: assistant
                  model: claude
                  system: "a\tb\x41\
                    \ c"
              response:
                parsed_body:
                  content:
                  - text: >
                      folded

                      words
                    type: text
                  usage:
                    input_tokens: 12
            version: 1
            """,
        _ => """
            {"messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"hello"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA=="}}]},{"role":"assistant","content":null,"reasoning":"hm","function_call":{"name":"n","arguments":"{}"}}]}
            {"role":"tool","tool_call_id":"c","content":"out"}
            """,
    });
}
