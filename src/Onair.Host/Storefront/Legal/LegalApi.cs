using Microsoft.AspNetCore.Http.HttpResults;

namespace Onair.Host.Storefront.Legal;

/// <summary>Terms, privacy, and how to give goods back: to be read without an account, and to be saved.</summary>
internal static class LegalApi
{
    public static IEndpointRouteBuilder MapLegal(this IEndpointRouteBuilder pages)
    {
        foreach (var text in Enum.GetValues<LegalText>())
        {
            pages.MapGet(LegalTexts.PathOf(text), (HttpRequest request, LegalTexts texts) =>
            {
                var visit = Visit.Of(request);
                return new RazorComponentResult<LegalPage>(new
                {
                    Visit = visit,
                    Text = text,
                    Content = texts.Of(text, visit.IsEnglish),
                });
            });
        }

        return pages;
    }
}
