using System.Text.Json.Serialization;

namespace Onair.Mail;

[JsonSerializable(typeof(Letter))]
internal sealed partial class MailJson : JsonSerializerContext;
