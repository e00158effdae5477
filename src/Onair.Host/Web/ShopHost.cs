using Microsoft.AspNetCore.Server.Kestrel.Core;
using Onair.Alarms;
using Onair.Broadcasts;
using Onair.Broadcasts.Live;
using Onair.Broadcasts.Sample;
using Onair.Broadcasts.Talk;
using Onair.Caches;
using Onair.Calls;
using Onair.Calls.Ars;
using Onair.Calls.Phone;
using Onair.Carts;
using Onair.Catalog;
using Onair.Customers;
using Onair.Host.StaffConsole;
using Onair.Host.Storefront;
using Onair.Host.Storefront.Account;
using Onair.Host.Storefront.Cart;
using Onair.Host.Storefront.Checkout;
using Onair.Host.Storefront.Contracts;
using Onair.Host.Storefront.Ratings;
using Onair.Host.Storefront.Shows;
using Onair.Host.Storefront.Tv;
using Onair.Host.Watch;
using Onair.Incidents;
using Onair.Inventory;
using Onair.Jobs;
using Onair.Mail;
using Onair.Orders;
using Onair.Payments;
using Onair.Payments.Inbox;
using Onair.Payments.Reconciliation;
using Onair.Ratings;
using Onair.Runbooks;
using Onair.Series;
using Onair.Staff;
using Onair.Storage;
using Onair.Webhooks;

namespace Onair.Host.Web;

/// <summary>The table of contents: what a shop is made of, and where each room's doors are.</summary>
internal static class ShopHost
{
    /// <summary>Everything that has no HTTP: what the command line works with.</summary>
    public static IServiceCollection AddRooms(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<FindInStock>(StockQuestions.InStock);
        services.AddSingleton<OrderLetterTexts>();
        services.AddSingleton<ComposeOrderLetter>(rooms => rooms.GetRequiredService<OrderLetterTexts>().Compose);
        services.AddSingleton<Senders>();
        services.AddSingleton<FindSender>(rooms => rooms.GetRequiredService<Senders>().Of);
        return services
            .AddStorage()
            .AddCaches()
            .AddJobs()
            .AddSeries()
            .AddMail()
            .AddCatalog()
            .AddInventory()
            .AddBroadcasts()
            .AddCarts()
            .AddPayments()
            .AddCustomers()
            .AddOrders()
            .AddRatings()
            .AddCalls()
            .AddStaff()
            .AddWebhooks()
            .AddAlarms()
            .AddIncidents()
            .AddRunbooks();
    }

    /// <summary>A shop with its doors, not yet open.</summary>
    /// <param name="arguments">Configuration as <c>--Onair:Data=folder</c>; stands above the environment.</param>
    /// <param name="url">Where to listen; port 0 takes a free one.</param>
    public static WebApplication Build(string[] arguments, string url)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls(url);
        builder.WebHost.ConfigureKestrel(Limits);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Services.AddRooms();
        builder.Services.AddProtectionKeys();
        builder.Services.AddCacheWorkers();
        builder.Services.AddCatalogWorkers();
        builder.Services.AddJobWorkers().AddInventoryWorkers().AddSeriesWorkers();
        builder.Services.AddBroadcastWorkers().AddLiveUpdates();
        if (builder.Configuration.GetValue("Onair:Sample", true)) builder.Services.AddSampleSchedule();
        builder.Services.AddReconciliationWorkers();
        builder.Services.AddPaymentWorkers();
        builder.Services.AddOrderWorkers().AddOrderUpdates();
        builder.Services.AddCallWorkers();
        builder.Services.AddMailWorkers();
        builder.Services.AddCustomerWorkers();
        builder.Services.AddStaffWorkers();
        builder.Services.AddWebhookWorkers();
        builder.Services.AddAlarmWorkers().AddIncidentWorkers().AddSingleton(WatchLinks.Of);
        builder.Services.AddShopTelemetry(builder.Configuration);
        builder.Services.AddShopHealth();
        builder.Services.AddApiReference();
        builder.Services.AddStorefront();
        builder.Services.AddOptions<HostingOptions>()
            .BindConfiguration("Onair").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddHostedService<OpenShop>();
        builder.Services.AddConsoleHost();
        // Longer than the longest queue's deadline: who was let in is answered.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(30));

        var app = builder.Build();
        app.UseMiddleware<AnswerClock>();
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<Freshness>();
        app.UseMiddleware<Door>();
        app.UseMiddleware<Weather>();
        app.UseStatusCodePages(NotFoundProblem.WriteAsync);
        app.UseOutputCache();
        app.MapShopHealth();
        app.MapPrometheusScrapingEndpoint("/metrics");
        app.MapApiReference();
        app.MapGroup("/api/v1").MapCatalog().MapInventory().MapBroadcasts().MapLive().MapTalk()
            .MapCarts()
            .MapPaymentNotices().MapOrders().MapReturns().MapReceipts().MapRatings().MapRatingUploads()
            .MapPhoneOrders().MapCalls().MapWatch();
        app.MapOperator();
        app.MapPictures();
        app.MapRatingPictures();
        app.MapSampleStream();
        app.MapStorefront();
        app.MapShowPages();
        app.MapTv();
        app.MapQuestionPages();
        app.MapCart();
        app.MapCheckout();
        app.MapRatingPages();
        app.MapAccount();
        app.MapDevMail();
        app.MapWatchPages();
        app.MapBench();
        return app;
    }

    private static void Limits(WebHostBuilderContext context, KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        // No body of this shop is larger; imports come by the command line.
        kestrel.Limits.MaxRequestBodySize = 256 * 1024;
        kestrel.Limits.MaxRequestHeadersTotalSize = 16 * 1024;
        kestrel.Limits.MaxConcurrentConnections = 20_000;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }
}
