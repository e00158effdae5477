using System.Security.Cryptography;
using Onair.Broadcasts.Talk;
using Onair.Primitives;

namespace Onair.Broadcasts.Live;

/// <summary>
/// Questions and announcement of one show as its pages get them. They change seldom and are long, so that they travel
/// as an event of their own: who watches the stock fall does not get them four times a second.
/// </summary>
internal sealed class TalkPart
{
    private TalkPart(byte[] json)
    {
        Json = json;
        Tag = Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8));
    }

    public string Tag { get; }

    public byte[] Json { get; }

    /// <summary>
    /// <c>{"announcement":{"ko":"...","en":"..."},"questions":[{"id":"...","language":"ko","text":"...",
    /// "answer":"..."}]}</c>, the oldest first. Who asked is not in it.
    /// </summary>
    public static TalkPart Of(ShowTalk talk)
    {
        var page = JsonPage.Take();
        var json = page.Json;
        json.WriteStartObject();
        if (talk.Announcement is { } line)
        {
            json.WriteStartObject("announcement"u8);
            json.WriteString("ko"u8, line.Ko);
            json.WriteString("en"u8, line.En);
            json.WriteEndObject();
        }

        json.WriteStartArray("questions"u8);
        foreach (var question in talk.Questions)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, question.Id);
            json.WriteString("language"u8, question.Language);
            json.WriteString("text"u8, question.Text);
            if (question.Answer is { } answer) json.WriteString("answer"u8, answer);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        var part = new TalkPart(page.Written().ToArray());
        page.Return();
        return part;
    }
}
