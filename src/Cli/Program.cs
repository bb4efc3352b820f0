Console.WriteLine("pith 0.1.0");
