using Microsoft.Extensions.DependencyInjection;

namespace Onair.Ratings;

public static class RatingsSetup
{
    public static IServiceCollection AddRatings(this IServiceCollection services)
    {
        services.AddOptions<RatingsOptions>().BindConfiguration(RatingsOptions.Section)
            .ValidateDataAnnotations().ValidateOnStart();
        services.ConfigureHttpJsonOptions(
            json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, RatingsJson.Default));
        return services
            .AddSingleton<RateProduct>()
            .AddSingleton<WithdrawRating>()
            .AddSingleton<EraseRatings>()
            .AddSingleton<ModerateRating>()
            .AddSingleton<ReportRating>()
            .AddSingleton<ReadRatings>()
            .AddSingleton<ShowOwnRatings>()
            .AddSingleton<ListRatings>()
            .AddSingleton<AddPicture>()
            .AddSingleton<ReadPictures>()
            .AddSingleton<VerifyRatings>();
    }
}
