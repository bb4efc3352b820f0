using Pith.Cli;

return SandboxEntry.IsAsked(args) ? SandboxEntry.Run(args) : App.Run(args, Surroundings.OfProcess());
