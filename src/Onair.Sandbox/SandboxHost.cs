using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Onair.Sandbox.Bank;
using Onair.Sandbox.Control;
using Onair.Sandbox.Faults;
using Onair.Sandbox.Inicis;
using Onair.Sandbox.Toss;
using Onair.Sandbox.Windows;

namespace Onair.Sandbox;

/// <summary>The gateways, their bank and their faults on one port: a process of its own, or inside a test.</summary>
public sealed class SandboxHost : IAsyncDisposable
{
    /// <summary>The largest request of either protocol is a form of a few kilobytes.</summary>
    public const int BodyBytesMax = 64 * 1024;

    private readonly DeadAddresses dead = new();

    private SandboxHost(SandboxOptions options, TimeProvider time)
    {
        Options = options;
        Clock = new SandboxClock(time);
        Bank = new BankLedger(Clock);
        Faults = new FaultDial(options.Seed, Clock);
        Toss = new TossGateway(options, Clock, Bank);
        Inicis = new InicisGateway(options, Clock, Bank);
        App = BuildApp();
    }

    public SandboxOptions Options { get; }

    public SandboxClock Clock { get; }

    public BankLedger Bank { get; }

    public FaultDial Faults { get; }

    /// <summary>Toss Payments.</summary>
    internal TossGateway Toss { get; }

    /// <summary>KG Inicis.</summary>
    internal InicisGateway Inicis { get; }

    internal WebApplication App { get; }

    /// <summary>Known once it listens; no slash at its end.</summary>
    public string Url =>
        App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="args">As on the command line.</param>
    /// <param name="time">The real clock, or one that a test moves.</param>
    public static SandboxHost Build(string[] args, TimeProvider time) => Build(SandboxOptions.Parse(args), time);

    public static SandboxHost Build(SandboxOptions options, TimeProvider time) => new(options, time);

    public async Task StartAsync()
    {
        Toss.Webhooks.Start();
        Inicis.Notices.Start();
        await App.StartAsync();
    }

    /// <summary>As new: no payments, no money, no faults. The clock stays where it is.</summary>
    public void Reset()
    {
        Faults.Reset();
        Bank.Reset();
        Toss.Reset();
        Inicis.Reset();
    }

    public async ValueTask DisposeAsync()
    {
        Faults.Dispose();
        await Toss.Webhooks.DisposeAsync();
        Toss.Dispose();
        await Inicis.DisposeAsync();
        await App.DisposeAsync();
        Clock.Dispose();
        dead.Dispose();
    }

    private WebApplication BuildApp()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Options.Url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = BodyBytesMax;
            // A slow answer is one of the faults.
            kestrel.Limits.MinResponseDataRate = null;
        });
        builder.Services.ConfigureHttpJsonOptions(
            json =>
            {
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, ControlJson.Default);
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, TossControlJson.Default);
                json.SerializerOptions.TypeInfoResolverChain.Insert(0, InicisControlJson.Default);
            });
        var app = builder.Build();
        app.UseRouting();
        app.Use(next => new PlayFaults(next, Faults).InvokeAsync);

        app.MapWindows();
        app.MapToss(Toss);
        app.MapTossWindow(Toss);
        app.MapInicisWindow(Inicis);
        app.MapInicisPay(Inicis);
        app.MapInicisIniApi(Inicis);

        var control = app.MapControl(this, dead);
        control.MapTossControl(Toss);
        control.MapInicisControl(Inicis);
        return app;
    }
}
