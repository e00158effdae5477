using Microsoft.Extensions.Options;
using Onair.Primitives;
using Onair.Storage;

namespace Onair.Webhooks;

/// <summary>A webhook as somebody wants it to be.</summary>
/// <param name="Name">1 to <see cref="Webhook.NameCharsMax"/> characters.</param>
/// <param name="Url">https; see <see cref="WebhookAddresses"/>.</param>
/// <param name="Events">At least one of <see cref="WebhookEvents.All"/>.</param>
public sealed record WebhookDraft(string Name, string Url, IReadOnlyList<string> Events)
{
    /// <summary>Pure: every field that is wrong.</summary>
    internal List<FieldError> Faults(WebhooksOptions options)
    {
        var errors = new List<FieldError>();
        var name = Name.Trim();
        if (name.Length is 0 or > Webhook.NameCharsMax || name.Any(char.IsControl))
            errors.Add(new FieldError("name", $"must have 1-{Webhook.NameCharsMax} characters"));
        if (!WebhookAddresses.IsUrl(Url.Trim(), options.Networks))
            errors.Add(new FieldError("url", "must be https and lead to a public address"));
        if (Events.Count == 0 || Events.Any(one => !WebhookEvents.All.Contains(one)))
            errors.Add(new FieldError("events", "must name at least one event, and only known ones"));
        return errors;
    }

    internal string EventText => string.Join(' ', Events.Distinct().Order(StringComparer.Ordinal));
}

/// <summary>Never renumber.</summary>
public enum AddWebhookStatus
{
    Added = 1,

    /// <summary>See the errors.</summary>
    Invalid = 2,

    /// <summary>There are <see cref="WebhooksOptions.WebhooksMax"/>.</summary>
    TooMany = 3,
}

/// <summary>The secret is shown this once.</summary>
public sealed record AddedWebhook(
    AddWebhookStatus Status, Webhook? Webhook, string? Secret, IReadOnlyList<FieldError> Errors);

/// <summary>Begins to tell somebody outside.</summary>
public sealed class AddWebhook(
    Database database, WebhooksSeal seal, IOptions<WebhooksOptions> options, TimeProvider time)
{
    public async Task<AddedWebhook> RunAsync(WebhookDraft draft, string actor, CancellationToken cancel)
    {
        var errors = draft.Faults(options.Value);
        if (errors.Count > 0) return new AddedWebhook(AddWebhookStatus.Invalid, null, null, errors);
        var now = time.GetUtcNow().ToStored();
        var (id, secret) = (Guid.CreateVersion7(now), WebhookSignature.NewSecret());
        var webhook = new Webhook
        {
            Id = id,
            Name = draft.Name.Trim(),
            Url = draft.Url.Trim(),
            Events = draft.EventText,
            State = WebhookState.Active,
            SealedSecret = await seal.SealAsync(secret, WebhooksSeal.PurposeOf(id), cancel),
            CreatedAt = now,
            CreatedBy = actor,
            Version = 1,
        };
        return await database.WriteAsync(
            async open =>
            {
                if (await open.FirstAsync<long>(WebhooksStore.Count, null, cancel) >= WebhooksOptions.WebhooksMax)
                    return new AddedWebhook(AddWebhookStatus.TooMany, null, null, []);
                await open.ExecuteAsync(WebhooksStore.Add, webhook, cancel);
                return new AddedWebhook(AddWebhookStatus.Added, webhook, secret, []);
            },
            cancel);
    }
}
