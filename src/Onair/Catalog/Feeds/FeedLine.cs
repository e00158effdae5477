namespace Onair.Catalog.Feeds;

/// <summary>One line or item of a file: its fields by name, trimmed. Fields that are not there are empty.</summary>
internal sealed record FeedLine(int Number, IReadOnlyDictionary<string, string> Fields)
{
    public string this[string field] => Fields.GetValueOrDefault(field, "");
}
