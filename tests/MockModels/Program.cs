using Pith.MockModels;

// Pith.MockModels SCRIPT [PORT]: serves a script of one JSON object a line, prints its address, and runs until it is ended.
if (args.Length is 0 or > 2)
{
    Console.Error.WriteLine("usage: Pith.MockModels SCRIPT [PORT]");
    return 64;
}

var answers = File.ReadLines(args[0]).Where(line => line.Length > 0).Select(MockAnswer.Parse);
using var server = new MockServer(answers, args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 0) { Keeps = 2 };
Console.WriteLine(server.Address.ToString().TrimEnd('/'));
await server.Running;
return 0;
