namespace Onair.Runbooks;

/// <summary>What a step is. Stored with ticks; never renumber.</summary>
public enum StepKind
{
    /// <summary>A signal to look at; its value of now stands beside it.</summary>
    Check = 1,

    /// <summary>Something that a person does.</summary>
    Manual = 2,

    /// <summary>Something that changes the shop: with a danger and a way back.</summary>
    Action = 3,

    Note = 4,
}

/// <summary>How much an action can break.</summary>
public enum StepDanger
{
    /// <summary>Only looks.</summary>
    Low = 1,

    /// <summary>Changes something that can be changed back at once.</summary>
    Medium = 2,

    /// <summary>Two people decide.</summary>
    High = 3,
}

/// <summary>A step of a runbook.</summary>
/// <param name="Number">1, 2, 3 ... through the whole runbook.</param>
/// <param name="Signal">Of a check; else empty.</param>
/// <param name="Command">Of an action: a verb of <see cref="RunAction"/>, or what is typed; else empty.</param>
/// <param name="Rollback">Of an action: the way back, in both languages.</param>
public sealed record RunbookStep(
    int Number, StepKind Kind, string Ko, string En, string Signal, string Command, StepDanger Danger, string Rollback);

/// <summary>A part of a runbook.</summary>
/// <param name="IsCause">A cause that may be the one: ranked by how many of its checks fire.</param>
public sealed record RunbookSection(string Ko, string En, bool IsCause, IReadOnlyList<RunbookStep> Steps);

/// <summary>What people do when something is wrong.</summary>
/// <param name="Id">1 to 40 of <c>a-z 0-9 -</c>, as rules name it.</param>
/// <param name="Digest">Of its text: its version.</param>
public sealed record Runbook(
    string Id, string Digest, string TitleKo, string TitleEn, string SymptomKo, string SymptomEn,
    IReadOnlyList<RunbookSection> Sections)
{
    public IEnumerable<RunbookStep> Steps => Sections.SelectMany(section => section.Steps);
}
