using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Onair.Jobs;

namespace Onair.Mail;

public static class MailSetup
{
    /// <summary>Takes letters; carries none. Needs jobs.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services)
    {
        services.AddOptions<MailOptions>().BindConfiguration("Onair:Mail").ValidateDataAnnotations().ValidateOnStart();
        return services
            .AddSingleton<MailSeal>()
            .AddSingleton<FolderCarrier>()
            .AddSingleton<SendMail>();
    }

    /// <summary>Carries letters in this process.</summary>
    public static IServiceCollection AddMailWorkers(this IServiceCollection services) => services
        .AddSingleton<SmtpCarrier>()
        .AddSingleton(CarrierOf)
        .AddSingleton<IJobHandler, DeliverMail>()
        .AddSingleton<ITimedVerb, PurgeMail>();

    private static IMailCarrier CarrierOf(IServiceProvider services)
    {
        if (services.GetRequiredService<IOptions<MailOptions>>().Value.Host.Length > 0)
            return services.GetRequiredService<SmtpCarrier>();
        var folder = services.GetRequiredService<FolderCarrier>();
        MailLog.NoServer(services.GetRequiredService<ILogger<FolderCarrier>>(), folder.Folder);
        return folder;
    }
}
