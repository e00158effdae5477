using Onair.Catalog;
using Onair.Host.StaffConsole.Products;
using Onair.Host.StaffConsole.Settings;
using Onair.Host.StaffConsole.Tables;
using Onair.Host.StaffConsole.Watch;
using Onair.Staff;

namespace Onair.Host.StaffConsole.Desks;

/// <summary>The tables of the desks, as pages and as files.</summary>
internal static class DesksSetup
{
    public static IServiceCollection AddDesks(this IServiceCollection services) => services
        .AddSingleton<OrdersTable>()
        .AddSingleton<ReturnsTable>()
        .AddSingleton<StockTable>()
        .AddSingleton<AuditTable>()
        .AddSingleton<CustomersTable>()
        .AddSingleton<RatingsTable>()
        .AddSingleton<AttemptsTable>()
        .AddSingleton<JobsTable>()
        .AddSingleton<CasesTable>()
        .AddSingleton<ReadSettings>()
        .AddSingleton<SettingsTable>()
        .AddSingleton<ProductsTable>()
        .AddSingleton<WebhookLogTable>()
        .AddSingleton<IncidentsTable>();

    public static void MapDeskFiles(this IEndpointRouteBuilder console)
    {
        console.MapTable(rooms => rooms.GetRequiredService<OrdersTable>());
        console.MapTable(rooms => rooms.GetRequiredService<ReturnsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<StockTable>());
        console.MapTable(rooms => rooms.GetRequiredService<AuditTable>());
        console.MapTable(rooms => rooms.GetRequiredService<CustomersTable>());
        console.MapTable(rooms => rooms.GetRequiredService<RatingsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<WebhookLogTable>());
        console.MapTable(rooms => rooms.GetRequiredService<ProductsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<SettingsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<AttemptsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<JobsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<CasesTable>());
        console.MapTable(rooms => rooms.GetRequiredService<IncidentsTable>());
        console.MapRatingPictures();
        console.MapProductPictures().RequireAuthorization(nameof(StaffRight.ReadProducts));
    }
}
