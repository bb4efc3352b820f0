namespace Pith.Cli.Slash;

/// <summary><c>/status</c>: where one is.</summary>
internal sealed class StatusCommand : ISlashCommand
{
    public string Name => "status";

    public string Operand => "";

    public string Summary => "Show version, model, folder, session and tools";

    public ValueTask<SlashEffect> RunAsync(SlashCall call, CancellationToken cancel)
    {
        var facts = call.Run.Facts;
        call.Print($"  pith     {Product.Version}");
        call.Print($"  model    {facts.Model} (key: {facts.KeySource})");
        call.Print($"  folder   {facts.Folder}");
        call.Print($"  session  {call.Run.Session?.Id ?? "not kept"}");
        call.Print($"  tools    {string.Join(", ", facts.Tools)}");
        return new(SlashEffect.None);
    }
}
