using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Onair.Payments;
using Onair.Sandbox;
using Onair.Sandbox.Inicis;
using Onair.Sandbox.Toss;

namespace Onair.Tests.Simulation.Storm;

/// <summary>The customer's part in the windows of both gateways, and at the counter of their bank.</summary>
internal static class StormWindows
{
    private const string noMoney = "poor";
    private const string money = "haru";

    /// <returns>What the browser brings back.</returns>
    public static BrowserReturn VisitToss(
        SandboxHost sandbox, Attempt attempt, IReadOnlyDictionary<string, string> fields, StormCustomer customer)
    {
        if (customer.Window == WindowDeed.Cancels)
        {
            return new(
                new Dictionary<string, string> { ["code"] = "PAY_PROCESS_CANCELED", ["message"] = "no" }, Nothing);
        }

        var open = new TossWindowRequest(
            fields["orderId"], attempt.Amount, Method: fields["method"], Card: CardOf(customer),
            SuccessUrl: fields["successUrl"], FailUrl: fields["failUrl"]);
        var made = (Ok<TossWindowView>)TossControlApi.Open(sandbox.Toss, open).Result;
        return new(QueryOf(made.Value!.Redirect!), Nothing);
    }

    public static BrowserReturn VisitInicis(
        SandboxHost sandbox, IReadOnlyDictionary<string, string> fields, StormCustomer customer)
    {
        var button = customer.Window == WindowDeed.Cancels ? "cancel" : "pay";
        var visit = InicisControlApi.Visit(sandbox.Inicis, fields, sandbox.Url, button, CardOf(customer));
        var back = ((Ok<InicisVisitView>)visit.Result).Value!;
        return new(QueryOf(back.ReturnUrl), back.Fields!);
    }

    public static void Deposit(SandboxHost sandbox, Attempt attempt)
    {
        if (attempt.Provider == StormCustomer.Toss)
            sandbox.Toss.Books.Deposit(attempt.ProviderReference!, attempt.Amount);
        else sandbox.Inicis.Deposit(attempt.ProviderReference!, attempt.Amount);
    }

    private static Dictionary<string, string> Nothing => [];

    private static string CardOf(StormCustomer customer) =>
        customer.Window == WindowDeed.HasNoMoney ? noMoney : money;

    private static Dictionary<string, string> QueryOf(string address) =>
        QueryHelpers.ParseQuery(new Uri(address).Query).ToDictionary(f => f.Key, f => f.Value.ToString());
}
