namespace Onair.Tests.Scenarios;

/// <summary>
/// Stories with servers in processes of their own run one after the other: two at once would only make both late.
/// </summary>
[CollectionDefinition(nameof(RealProcesses))]
public sealed class RealProcesses;
