using System.Text;

namespace Onair.Host.Storefront.Contracts;

/// <summary>The document as plain text: it reads in every mail program and every editor.</summary>
internal static class ContractText
{
    public static string Of(IReadOnlyList<ContractSection> sections)
    {
        var text = new StringBuilder();
        foreach (var section in sections)
        {
            text.Append("\n■ ").Append(section.Title).Append('\n');
            foreach (var (name, value) in section.Rows) text.Append(name).Append(": ").Append(value).Append('\n');
            foreach (var sentence in section.Texts) text.Append("- ").Append(sentence).Append('\n');
        }

        return text.ToString().TrimStart('\n');
    }
}
