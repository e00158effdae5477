using System.Text;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox.Inicis;

internal enum InicisDoor
{
    Pc = 1,
    Mobile = 2,
}

internal enum InicisMethod
{
    Card = 1,
    Transfer = 2,
    VirtualAccount = 3,
    Phone = 4,
}

internal enum InicisWindowState
{
    Open = 1,

    /// <summary>The token is out, and good for one approval.</summary>
    Authenticated = 2,
    Approved = 3,

    /// <summary>The approval was tried, and the card refused.</summary>
    Refused = 4,

    /// <summary>No approval follows any more.</summary>
    NetCanceled = 5,
}

/// <summary>What a shop asked for when it opened a window, checked.</summary>
/// <param name="Price">Won.</param>
/// <param name="CloseUrl">PC only.</param>
/// <param name="NoticeUrl">Mobile virtual accounts only; PC ones have an address registered at the gateway.</param>
/// <param name="Echo"><c>merchantData</c> or <c>P_NOTI</c>.</param>
/// <param name="Due">Of a virtual account; null: the gateway's three days.</param>
internal sealed record InicisRequest(
    InicisDoor Door, InicisMethod Method, string OrderId, long Price, string Goods, string Buyer, string ReturnUrl,
    string? CloseUrl, string? NoticeUrl, string Echo, Encoding Charset, DateTimeOffset? Due);

/// <summary>A window and what became of it. Changed by <see cref="InicisBook"/> alone, under its lock.</summary>
internal sealed class InicisWindow(InicisRequest request, string id, string center, DateTimeOffset openedAt)
{
    /// <summary>The sandbox's own: a window that nobody touches ends after half an hour.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>The sandbox's own: the provider publishes no number; Toss Payments gives ten minutes.</summary>
    public static readonly TimeSpan TokenLifetime = TimeSpan.FromMinutes(10);

    public InicisRequest Request => request;

    public string Id => id;

    /// <summary><c>fc</c> or <c>ks</c>: where it must be approved.</summary>
    public string Center => center;

    public DateTimeOffset OpenedAt => openedAt;

    public InicisWindowState State { get; set; } = InicisWindowState.Open;

    /// <summary><c>authToken</c> or <c>P_TID</c>, once authenticated.</summary>
    public string Token { get; set; } = "";

    public DateTimeOffset AuthenticatedAt { get; set; }

    public InventedCard Card { get; set; } = InventedCards.First;

    public InventedBank Bank { get; set; } = InventedBanks.All[0];

    public InicisPayment? Payment { get; set; }
}
