using Onair.Host.Cli;

return await CommandLine.RunAsync(args);
