using Pith.Cli.Entries;
using Pith.Cli.Printing;

StandardDescriptors.Fill();
return SandboxEntry.IsAsked(args) ? SandboxEntry.Run(args) : App.Run(args, ProcessSurroundings.Take());
