using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml.Linq;

namespace Onair.Sandbox.Inicis;

/// <summary>Shapes of an answer, by the request's <c>format</c>.</summary>
internal enum InicisFormat
{
    Xml = 1,
    Json = 2,

    /// <summary>Name-value pairs.</summary>
    Nvp = 3,
}

/// <summary>Bodies of HTTP in and out, in either charset.</summary>
internal static class InicisBodies
{
    private static readonly JsonWriterOptions unescaped =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>All of it; <see cref="SandboxHost.BodyBytesMax"/> bounds it.</summary>
    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    /// <summary>The sandbox as its caller named it, without a slash at its end.</summary>
    public static string AddressOf(HttpRequest request) => $"{request.Scheme}://{request.Host}";

    public static InicisFormat FormatOf(string? name) => name switch
    {
        "JSON" => InicisFormat.Json,
        "NVP" => InicisFormat.Nvp,
        _ => InicisFormat.Xml,
    };

    /// <summary>Always 200: the code in it tells.</summary>
    public static Task WriteAsync(
        HttpContext http, IReadOnlyList<KeyValuePair<string, string>> fields, InicisFormat format, Encoding charset)
    {
        var (type, body) = format switch
        {
            InicisFormat.Json => ("application/json", charset.GetBytes(Json(fields))),
            InicisFormat.Nvp => ("text/plain", InicisText.WriteForm(fields, charset)),
            InicisFormat.Xml => ("text/xml", charset.GetBytes(Xml(fields, charset))),
        };
        return WriteAsync(http, type, charset, body);
    }

    public static Task WriteAsync(HttpContext http, string type, Encoding charset, byte[] body)
    {
        http.Response.ContentType = $"{type};charset={InicisText.NameOf(charset)}";
        http.Response.ContentLength = body.Length;
        return http.Response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>An answer whose parts may be objects and lists.</summary>
    public static async Task WriteJsonAsync(HttpContext http, Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, unescaped))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        await WriteAsync(http, "application/json", InicisText.Utf8, body.ToArray());
    }

    private static string Json(IReadOnlyList<KeyValuePair<string, string>> fields)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, unescaped))
        {
            json.WriteStartObject();
            foreach (var (name, value) in fields) json.WriteString(name, value);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(body.ToArray());
    }

    private static string Xml(IReadOnlyList<KeyValuePair<string, string>> fields, Encoding charset) =>
        $"<?xml version=\"1.0\" encoding=\"{InicisText.NameOf(charset)}\"?>"
        + new XElement("result", fields.Select(field => new XElement(field.Key, field.Value)))
            .ToString(SaveOptions.DisableFormatting);
}
