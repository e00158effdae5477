using Microsoft.Playwright;

namespace Onair.Tests.Browser;

/// <summary>A page in one of its states.</summary>
/// <param name="Name">The name of its pictures: the page, and its state after a dash.</param>
/// <param name="Route">The route that it shows, as it is mapped.</param>
/// <param name="Address">Where it is; <c>{word}</c> stands for one of <see cref="PageShop.Places"/>.</param>
/// <param name="Who">Who looks.</param>
internal sealed record ShopPage(string Name, string Route, string Address, Visitor Who = Visitor.Guest)
{
    /// <summary>What is done there before it is looked at; null: nothing.</summary>
    public Func<IPage, Task>? Then { get; init; }

    /// <summary>The answer to its address.</summary>
    public int Status { get; init; } = 200;

    /// <summary>In the shop with nothing in it.</summary>
    public bool IsBare { get; init; }

    /// <summary>A rule of axe that the page may break; the reason stands beside its row.</summary>
    public string? Breaks { get; init; }

    /// <summary>The address in a language.</summary>
    public string In(string language, PageShop shop)
    {
        var address = Address;
        foreach (var (word, place) in shop.Places)
            address = address.Replace("{" + word + "}", place, StringComparison.Ordinal);
        Assert.False(address.Contains('{'), $"{Name}: {address} has a word that PageShop.Places lacks");
        return language == "ko" ? address : address + (address.Contains('?') ? "&" : "?") + "lang=en";
    }

    public override string ToString() => Name;
}
