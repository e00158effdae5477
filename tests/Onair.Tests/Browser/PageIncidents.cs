using Microsoft.Extensions.DependencyInjection;
using Onair.Alarms;
using Onair.Incidents;
using Onair.Storage;

namespace Onair.Tests.Browser;

/// <summary>Incidents of which somebody was told: one that waits for them, one that they have taken.</summary>
internal static class PageIncidents
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task PutAsync(IServiceProvider shop, Dictionary<string, string> places)
    {
        await shop.GetRequiredService<ChangeOnCall>().AddContactAsync(
            new ContactDraft(
                new ContactCard("Ann", "ann@shop.example", "", "", ""), [WatchRoles.Responder], PageChannel.Email,
                IsAlways: true),
            Cancel);
        places["watch"] = await OpenAsync(shop, "one");
        places["watch-taken"] = await OpenAsync(shop, "two");
        var taken = await shop.GetRequiredService<ReadIncidents>().ByNumberAsync(2, Cancel);
        await shop.GetRequiredService<Database>().WriteAsync(
            open => shop.GetRequiredService<ChangeIncident>().AcknowledgeAsync(open, taken!.Id, "Ann (ime)", Cancel),
            Cancel);
    }

    /// <summary>The address that the letter has.</summary>
    private static async Task<string> OpenAsync(IServiceProvider shop, string name)
    {
        var incidents = shop.GetRequiredService<OpenIncident>();
        var opened = await shop.GetRequiredService<Database>().WriteAsync(
            open => incidents.RunAsync(
                open,
                new IncidentDraft(
                    "person:" + name, IncidentSource.Person, AlarmArea.Order, AlarmLevel.Critical, "주문이 안 돼요",
                    "Orders fail", "order-failures", StillFires: false, "", "kim"),
                Cancel),
            Cancel);
        incidents.Wake();
        var read = shop.GetRequiredService<ReadIncidents>();
        var tokens = shop.GetRequiredService<PageTokens>();
        await tokens.LoadAsync(Cancel);
        while (true)
        {
            var view = await read.ViewAsync(opened.Id, Cancel);
            if (view!.Pages.Count > 0) return $"/watch/{view.Pages[0].Id:N}/{tokens.Of(view.Pages[0].Id)}";
            await Task.Delay(20, Cancel);
        }
    }
}
