using System.ComponentModel.DataAnnotations;
using MimeKit;
using Onair.Storage;

namespace Onair.Mail;

/// <summary>How the connection to the mail server is kept secret.</summary>
public enum MailSecurity
{
    /// <summary>Begins in the open and must turn secret before anything is said: port 587.</summary>
    StartTls = 1,

    /// <summary>Secret from the first byte: port 465.</summary>
    Tls = 2,

    /// <summary>In the open: only to a server on the same machine.</summary>
    None = 3,
}

/// <summary>Where letters go: <c>ONAIR__MAIL__...</c>.</summary>
public sealed class MailOptions : IValidatableObject
{
    /// <summary>The mail server; empty: letters become files and reach nobody.</summary>
    public string Host { get; set; } = "";

    /// <summary>587 is the port for handing mail in (RFC 6409).</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 587;

    /// <summary>How the connection is protected.</summary>
    public MailSecurity Security { get; set; } = MailSecurity.StartTls;

    /// <summary>Empty: no sign-in.</summary>
    public string User { get; set; } = "";

    /// <summary>For the user above.</summary>
    public string Password { get; set; } = "";

    /// <summary>A file with the password in it, instead of <see cref="Password"/>.</summary>
    public string PasswordFile { get; set; } = "";

    /// <summary>Who writes, as <c>Onair &lt;no-reply@shop.example&gt;</c>. Asked for when a server is named.</summary>
    public string From { get; set; } = "Onair <no-reply@shop.example>";

    /// <summary>How long the server may take for one letter. RFC 5321 allows minutes; a worker has two.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:30")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Folder for letters without a server; empty: <c>mail</c> in the data folder.</summary>
    public string Folder { get; set; } = "";

    /// <summary>Files that are kept in the folder; the oldest go first.</summary>
    [Range(1, 10_000)]
    public int FilesMax { get; set; } = 200;

    /// <summary>Keys that seal waiting letters, 32 bytes in base64 each; the first seals, all open.</summary>
    public IList<string> SealKeys { get; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!MailboxAddress.TryParse(From, out _))
            yield return new ValidationResult("is no mail address", [nameof(From)]);
        if (!Enum.IsDefined(Security))
            yield return new ValidationResult("is StartTls, Tls or None", [nameof(Security)]);
        if (PasswordFile.Length > 0 && !File.Exists(PasswordFile))
            yield return new ValidationResult("does not exist", [nameof(PasswordFile)]);
        if (!SealKeys.All(Seal.IsKey))
            yield return new ValidationResult("each is 32 bytes in base64", [nameof(SealKeys)]);
    }
}
