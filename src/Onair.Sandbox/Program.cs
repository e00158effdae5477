using Onair.Sandbox;

return await CommandLine.RunAsync(args, TimeProvider.System);
