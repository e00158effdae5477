using Onair.Catalog.Search;

namespace Onair.Host.Storefront.Listing;

/// <summary>All texts of shelves, brands and search. A language that lacks one does not compile.</summary>
public sealed record ListingWords
{
    public static readonly ListingWords Korean = new()
    {
        AllProducts = "전체 상품",
        ResultsFormat = "‘{0}’ 검색 결과",
        CountFormat = "상품 {0:N0}개",
        CountMoreFormat = "상품 {0:N0}개 이상",
        Filters = "필터",
        Category = "카테고리",
        Brand = "브랜드",
        Any = "전체",
        PriceMin = "최저 가격(원)",
        PriceMax = "최고 가격(원)",
        InStock = "품절 상품 빼고 보기",
        Sort = "정렬",
        Apply = "적용하기",
        Reset = "필터 지우기",
        ByRelevance = "추천순",
        ByNewest = "최신순",
        ByPrice = "낮은 가격순",
        ByPriceDown = "높은 가격순",
        BySales = "판매량순",
        NothingTitle = "찾는 상품이 없어요",
        NothingText = "다른 말로 찾아보거나 필터를 지워 보세요.",
        DidYouMean = "이렇게 찾아볼까요?",
        WrongTitle = "다시 확인해 주세요",
        WrongPrice = "가격은 0부터 10억 사이의 숫자로, 최고 가격은 최저 가격보다 크거나 같게 입력해 주세요.",
        WrongText = "검색어는 100자까지 입력할 수 있어요.",
        NextPage = "다음 상품 보기",
        Here = "현재 위치",
        Suggestions = "추천 검색어",
        SuggestionsFormat = "추천 검색어 {0}개",
        BestSellers = "많이 팔린 상품",
        NoBestSellers = "아직 판매 순위가 없어요. 주문이 들어오면 여기에 보여요.",
        NewProducts = "새로 들어온 상품",
    };

    public static readonly ListingWords English = new()
    {
        AllProducts = "All products",
        ResultsFormat = "Results for “{0}”",
        CountFormat = "Products: {0:N0}",
        CountMoreFormat = "Products: {0:N0} or more",
        Filters = "Filters",
        Category = "Category",
        Brand = "Brand",
        Any = "Any",
        PriceMin = "Lowest price (₩)",
        PriceMax = "Highest price (₩)",
        InStock = "Without sold-out products",
        Sort = "Sort",
        Apply = "Apply",
        Reset = "Clear filters",
        ByRelevance = "Best match",
        ByNewest = "Newest",
        ByPrice = "Price: low to high",
        ByPriceDown = "Price: high to low",
        BySales = "Best selling",
        NothingTitle = "Nothing matches",
        NothingText = "Try another word, or clear the filters.",
        DidYouMean = "Did you mean",
        WrongTitle = "Please check again",
        WrongPrice = "Prices are numbers from 0 to a billion, and the highest is not below the lowest.",
        WrongText = "A search has at most 100 characters.",
        NextPage = "More products",
        Here = "You are here",
        Suggestions = "Suggestions",
        SuggestionsFormat = "{0} suggestions",
        BestSellers = "Best sellers",
        NoBestSellers = "Nothing is ranked yet. What sells comes to stand here.",
        NewProducts = "New products",
    };

    public required string AllProducts { get; init; }
    public required string ResultsFormat { get; init; }
    public required string CountFormat { get; init; }
    public required string CountMoreFormat { get; init; }
    public required string Filters { get; init; }
    public required string Category { get; init; }
    public required string Brand { get; init; }
    public required string Any { get; init; }
    public required string PriceMin { get; init; }
    public required string PriceMax { get; init; }
    public required string InStock { get; init; }
    public required string Sort { get; init; }
    public required string Apply { get; init; }
    public required string Reset { get; init; }
    public required string ByRelevance { get; init; }
    public required string ByNewest { get; init; }
    public required string ByPrice { get; init; }
    public required string ByPriceDown { get; init; }
    public required string BySales { get; init; }
    public required string NothingTitle { get; init; }
    public required string NothingText { get; init; }
    public required string DidYouMean { get; init; }
    public required string WrongTitle { get; init; }
    public required string WrongPrice { get; init; }
    public required string WrongText { get; init; }
    public required string NextPage { get; init; }
    public required string Here { get; init; }
    public required string Suggestions { get; init; }
    public required string SuggestionsFormat { get; init; }
    public required string BestSellers { get; init; }
    public required string NoBestSellers { get; init; }
    public required string NewProducts { get; init; }

    public string NameOf(SearchSort sort) => sort switch
    {
        SearchSort.Relevance => ByRelevance,
        SearchSort.Newest => ByNewest,
        SearchSort.Price => ByPrice,
        SearchSort.PriceDown => ByPriceDown,
        SearchSort.Sales => BySales,
    };
}
