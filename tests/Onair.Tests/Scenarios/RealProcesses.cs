namespace Onair.Tests.Scenarios;

/// <summary>Stories with servers in their own processes run one by one; at once they would be late.</summary>
[CollectionDefinition(nameof(RealProcesses))]
public sealed class RealProcesses;
