using Onair.Catalog.Search;

namespace Onair.Tests.Catalog.Search;

/// <summary>What is compared with what: texts, their pieces, and their letters.</summary>
public sealed class SearchTextTests
{
    [Theory]
    [InlineData("온담 데일리 머그 4종 세트", "온담 데일리 머그 4종 세트")]
    [InlineData("  Ondam  Everyday—MUG!  ", "ondam everyday mug")]
    [InlineData("컵·식기", "컵 식기")]
    [InlineData("MUG-001", "mug 001")]
    [InlineData("ＭＵＧ　５Ｌ", "mug 5l")]
    [InlineData("\u110F\u1165\u11B8", "컵")]
    [InlineData("\u1106\u1165\u1100\u1173\u110F\u1165\u11B8", "머그컵")]
    [InlineData("ㅋ", "ㅋ")]
    [InlineData("1.6kg", "1 6kg")]
    [InlineData("😀🎁 𠀀", "")]
    [InlineData("a\ud800b", "a b")]
    [InlineData("ÉCLAIR", "éclair")]
    [InlineData("' OR 1=1 --", "or 1 1")]
    [InlineData("", "")]
    public void Text_is_compared_in_one_form(string text, string normal) =>
        Assert.Equal(normal, SearchText.Normal(text));

    [Theory]
    [InlineData("컵", "컵")]
    [InlineData("머그", "그 머 머그")]
    [InlineData("머그컵", "그 그컵 머 머그 머그컵 컵")]
    [InlineData("mug", "mu mug ug")]
    [InlineData("l", "l")]
    [InlineData("4종", "4종 종")]
    public void Word_is_found_by_its_pieces(string word, string grams) =>
        Assert.Equal(grams, string.Join(' ', SearchText.Grams([word])));

    [Theory]
    [InlineData("컵", "컵"), InlineData("머그", "머그"), InlineData("머그컵", "머그컵")]
    [InlineData("프라이팬", "프라이 라이팬"), InlineData("tv", "tv"), InlineData("blender", "ble len end nde der")]
    public void Word_is_looked_for_by_its_longest_pieces(string word, string grams) =>
        Assert.Equal(grams, string.Join(' ', SearchText.GramsToFind(word)));

    [Theory]
    [InlineData("온담 데일리 머그 4종 세트"), InlineData("Haneul Kitchen blender 1.5 l"), InlineData("LA갈비 1.6kg")]
    public void Whatever_a_word_is_looked_for_by_the_text_has(string text)
    {
        var words = SearchText.Words(SearchText.Normal(text));
        var grams = SearchText.Grams(words);
        foreach (var word in words)
        {
            for (var from = 0; from < word.Length; from++)
            {
                for (var length = 1; from + length <= word.Length; length++)
                {
                    var part = word.Substring(from, length);
                    // One letter of a longer Latin word is not looked for.
                    if (length == 1 && !SearchText.IsSyllable(part[0]) && word.Length > 1) continue;
                    Assert.All(SearchText.GramsToFind(part), gram => Assert.Contains(gram, grams));
                }
            }
        }
    }

    [Theory]
    [InlineData("컵", "ㅋㅓㅂ"), InlineData("머그", "ㅁㅓㄱㅡ"), InlineData("먹", "ㅁㅓㄱ"), InlineData("과", "ㄱㅗㅏ")]
    [InlineData("닭", "ㄷㅏㄹㄱ"), InlineData("ㅋ", "ㅋ"), InlineData("mug", "mug"), InlineData("la갈비", "laㄱㅏㄹㅂㅣ")]
    public void Word_is_taken_apart_into_what_was_typed(string word, string letters) =>
        Assert.Equal(letters, Letters.Of(word));

    [Theory]
    [InlineData("머그컵", "머그겁", 1), InlineData("머그컵", "머그컵", 0), InlineData("blender", "blneder", 1)]
    [InlineData("프라이팬", "프라이펜", 1), InlineData("에어프라이어", "에어프라이기", 2), InlineData("mug", "", 3)]
    [InlineData("kitten", "sitting", 3), InlineData("ab", "ba", 1)]
    public void Words_are_so_many_letters_apart(string a, string b, int letters)
    {
        Assert.Equal(letters, Letters.Distance(Letters.Of(a), Letters.Of(b)));
        Assert.Equal(letters, Letters.Distance(Letters.Of(b), Letters.Of(a)));
    }

    [Theory]
    [InlineData("머그컵", "머그겁"), InlineData("blender", "blneder"), InlineData("blender", "blendr")]
    [InlineData("blender", "bblender"), InlineData("프라이팬", "프라이펜"), InlineData("kettle", "kattle")]
    public void Words_that_are_one_letter_apart_meet_in_a_spelling(string right, string wrong) =>
        Assert.NotEmpty(Letters.Spellings(Letters.Of(right)).Intersect(Letters.Spellings(Letters.Of(wrong))));

    [Fact]
    public void Short_words_have_no_neighbours() => Assert.Equal(["ㅋㅓㅂ"], Letters.Spellings("ㅋㅓㅂ"));

    [Theory]
    [InlineData(SearchSort.Price, 39_900, 7), InlineData(SearchSort.Relevance, -5, 1)]
    [InlineData(SearchSort.Sales, long.MaxValue, long.MaxValue)]
    public void Cursor_comes_back_as_it_went_and_for_its_own_sort_alone(SearchSort sort, long key, long position)
    {
        var text = new SearchCursor(key, position).Write(sort);
        Assert.True(SearchCursor.TryRead(text, sort, out var read));
        Assert.Equal(new SearchCursor(key, position), read);
        Assert.False(SearchCursor.TryRead(text, SearchSort.Newest, out _));
        Assert.False(SearchCursor.TryRead(text + "A", sort, out _));
        Assert.False(SearchCursor.TryRead("B" + text[1..], sort, out _));
    }
}
