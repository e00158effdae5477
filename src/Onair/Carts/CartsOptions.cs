using System.ComponentModel.DataAnnotations;

namespace Onair.Carts;

/// <summary>Settings of carts: <c>ONAIR__CARTS__...</c>.</summary>
public sealed class CartsOptions
{
    public const string Section = "Onair:Carts";

    /// <summary>Lines of a cart: more than a household's shopping, and a page that can still be read.</summary>
    public const int LinesMax = 50;

    /// <summary>Pieces of a line. Who wants more places an order by the API.</summary>
    public const int QuantityMax = 999;

    /// <summary>Bytes of a request's body: a SKU and a number.</summary>
    public const int BodyBytesMax = 1024;

    /// <summary>How long a cart is kept after its last change.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "365.00:00:00")]
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Carts per transaction of the purge.</summary>
    [Range(1, 5000)]
    public int PurgeMax { get; set; } = 500;
}
