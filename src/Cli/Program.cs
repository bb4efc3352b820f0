using Pith.Cli;

return App.Run(args, Surroundings.OfProcess());
