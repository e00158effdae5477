namespace Onair.Tests.Browser;

/// <summary>One shop with all its states, and one browser, for the tests that look at every page.</summary>
[CollectionDefinition(Name)]
public sealed class PagesCollection : ICollectionFixture<Chromium>, ICollectionFixture<PageShop>
{
    public const string Name = "pages";
}
