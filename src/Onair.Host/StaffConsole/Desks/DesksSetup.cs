using Onair.Host.StaffConsole.Tables;

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
        .AddSingleton<WebhookLogTable>();

    public static void MapDeskFiles(this IEndpointRouteBuilder console)
    {
        console.MapTable(rooms => rooms.GetRequiredService<OrdersTable>());
        console.MapTable(rooms => rooms.GetRequiredService<ReturnsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<StockTable>());
        console.MapTable(rooms => rooms.GetRequiredService<AuditTable>());
        console.MapTable(rooms => rooms.GetRequiredService<CustomersTable>());
        console.MapTable(rooms => rooms.GetRequiredService<RatingsTable>());
        console.MapTable(rooms => rooms.GetRequiredService<WebhookLogTable>());
        console.MapRatingPictures();
    }
}
