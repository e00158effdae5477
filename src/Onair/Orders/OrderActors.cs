namespace Onair.Orders;

/// <summary>Who changed an order, as the timeline names them. Staff are written as <c>staff:name</c>.</summary>
public static class OrderActors
{
    public const string Shopper = "shopper";

    /// <summary>A deadline or a job.</summary>
    public const string System = "system";

    /// <summary>Somebody at the command line.</summary>
    public const string Operator = "operator";
}
