namespace Onair.Tests.Scenarios;

/// <summary>Stories about time, which begin when everything else has ended.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
