namespace Onair.Runbooks;

/// <summary>Runbooks, under <c>Runbooks</c>.</summary>
public sealed class RunbooksOptions
{
    /// <summary>A folder of the shop's own runbooks, <c>id.md</c> each; one of a known id stands in front of the one
    /// that ships. Read when the shop starts. Empty: those that ship.</summary>
    public string Folder { get; set; } = "";
}
