using Microsoft.Extensions.Options;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>Never renumber.</summary>
public enum ChangeWebhookStatus
{
    Changed = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,

    UnknownWebhook = 3,

    /// <summary>Somebody changed it since it was looked at.</summary>
    OtherVersion = 4,
}

/// <summary>A new secret is shown this once.</summary>
public sealed record ChangedWebhook(
    ChangeWebhookStatus Status, IReadOnlyList<FieldError> Errors, string? Secret = null);

/// <summary>Changes, stops, and starts webhooks again. Each takes the version that was looked at.</summary>
public sealed class ChangeWebhook(
    Database database, WebhooksSeal seal, IOptions<WebhooksOptions> options, TimeProvider time)
{
    public async Task<ChangedWebhook> RunAsync(Guid id, int version, WebhookDraft draft, CancellationToken cancel)
    {
        var errors = draft.Faults(options.Value);
        if (errors.Count > 0) return new ChangedWebhook(ChangeWebhookStatus.Invalid, errors);
        var row = new { id, version, name = draft.Name.Trim(), url = draft.Url.Trim(), events = draft.EventText };
        return await WriteAsync(WebhooksStore.Change, id, row, null, cancel);
    }

    /// <summary>Pauses it, or lets it go on.</summary>
    public Task<ChangedWebhook> SetActiveAsync(Guid id, int version, bool isActive, CancellationToken cancel)
    {
        var state = (int)(isActive ? WebhookState.Active : WebhookState.Paused);
        return WriteAsync(WebhooksStore.SetState, id, new { id, version, state }, null, cancel);
    }

    /// <summary>A new secret, which is shown this once. The old one signs too for a while.</summary>
    public async Task<ChangedWebhook> NewSecretAsync(Guid id, int version, CancellationToken cancel)
    {
        var secret = WebhookSignature.NewSecret();
        var row = new
        {
            id,
            version,
            secret = await seal.SealAsync(secret, WebhooksSeal.PurposeOf(id), cancel),
            until = time.GetUtcNow() + options.Value.SecretOverlap,
        };
        return await WriteAsync(WebhooksStore.SetSecret, id, row, secret, cancel);
    }

    /// <summary>Its messages that wait are given up by the job; the log stays for its time.</summary>
    public Task<ChangedWebhook> RemoveAsync(Guid id, int version, CancellationToken cancel) =>
        WriteAsync(WebhooksStore.Remove, id, new { id, version }, null, cancel);

    private Task<ChangedWebhook> WriteAsync(Sql sql, Guid id, object row, string? secret, CancellationToken cancel) =>
        database.WriteAsync(
            async open =>
            {
                if (await open.ExecuteAsync(sql, row, cancel) == 1)
                    return new ChangedWebhook(ChangeWebhookStatus.Changed, [], secret);
                var known = await open.FirstAsync<Webhook>(WebhooksStore.ById, new { id }, cancel);
                return new ChangedWebhook(
                    known is null ? ChangeWebhookStatus.UnknownWebhook : ChangeWebhookStatus.OtherVersion, []);
            },
            cancel);
}
