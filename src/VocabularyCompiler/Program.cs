Console.WriteLine("vocabulary");
