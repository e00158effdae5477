using Microsoft.Extensions.Options;
using Onair.Mail;

namespace Onair.Incidents;

/// <summary>A page with its letter, when it is one.</summary>
internal sealed record ComposedPage(WatchPage Page, SealedLetter? Letter);

/// <summary>Writes what is sent to who is called.</summary>
internal sealed class ComposePages(
    SendMail mail, PageTokens tokens, IOptions<IncidentsOptions> options, IEnumerable<PageLink> links)
{
    public async Task<List<ComposedPage>> RunAsync(
        Incident incident, Rung rung, CalledPeople called, DateTimeOffset now, CancellationToken cancel)
    {
        var pages = new List<ComposedPage>();
        foreach (var (contact, role) in called.Contacts)
        {
            var page = new WatchPage
            {
                Id = Guid.CreateVersion7(now), IncidentId = incident.Id, Rung = rung.Number, ContactId = contact.Id,
                Recipient = $"{contact.Card.Name} ({role})", Channel = contact.Channel, QueuedAt = now,
                State = contact.Channel == PageChannel.Email ? PageState.Sent : PageState.Queued,
            };
            var letter = contact.Channel == PageChannel.Email
                ? await LetterAsync(contact.Card.Email, incident, rung, page, cancel)
                : null;
            pages.Add(new ComposedPage(page, letter));
        }

        foreach (var address in called.LastResort)
        {
            var page = new WatchPage
            {
                Id = Guid.CreateVersion7(now), IncidentId = incident.Id, Rung = rung.Number,
                Recipient = "last resort", Channel = PageChannel.Email, State = PageState.Sent, QueuedAt = now,
            };
            pages.Add(new ComposedPage(page, await LetterAsync(address, incident, rung, page, cancel)));
        }

        return pages;
    }

    /// <summary>Where the reader of a page takes the incident.</summary>
    public async Task<Uri?> LinkOfAsync(Guid page, CancellationToken cancel)
    {
        await tokens.LoadAsync(cancel);
        var path = PageTexts.PathOf(page, tokens.Of(page));
        return links.Select(link => link(path)).FirstOrDefault(found => found is not null);
    }

    private async Task<SealedLetter> LetterAsync(
        string to, Incident incident, Rung rung, WatchPage page, CancellationToken cancel) => await mail.SealAsync(
        PageTexts.Letter(to, incident, rung, options.Value.Topic, await LinkOfAsync(page.Id, cancel)), cancel);
}
