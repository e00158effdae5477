using System.CommandLine;
using System.Text.Json;
using Onair.Orders;

namespace Onair.Host.Cli;

/// <summary>
/// <c>onair orders person NUMBER</c>: whom an order was for who has left, for the cases that the law keeps it for. The
/// only command that prints a person.
/// </summary>
internal static class OrderPersonCommand
{
    public static Command Create()
    {
        var number = new Argument<string>("number");
        var data = ShopOptions.Data();
        var postgres = ShopOptions.Postgres();
        var command = new Command("person", "Whom an order was for who has left: for a dispute or an authority")
        {
            number, data, postgres,
        };
        command.SetAction(async (parsed, cancel) =>
        {
            await using var shop = await ShopOptions.OpenAsync(
                parsed.GetValue(data), parsed.GetValue(postgres), cancel);
            var person = await shop.GetRequiredService<ShowKeptPersons>().RunAsync(parsed.GetValue(number)!, cancel);
            if (person is null) return OrdersCommand.Refuse("nobody is kept apart of this order");
            Console.WriteLine(JsonSerializer.Serialize(person, ShopOptions.Json));
            return CommandLine.Held;
        });
        return command;
    }
}
