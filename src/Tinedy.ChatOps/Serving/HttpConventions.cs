namespace Tinedy.ChatOps.Serving;

/// <summary>What browsers and monitors expect of any web server: HEAD wherever there is GET, and a page that helps where there is nothing.</summary>
internal static class HttpConventions
{
    private const string NotFoundPage = "/not-found";

    /// <summary>Call it before anything that answers is added.</summary>
    public static void UseHttpConventions(this WebApplication app)
    {
        app.Use(HeadAsGet);
        // A reader gets a page; what platforms and programs post is answered as bare as it was.
        app.UseWhen(context => HttpMethods.IsGet(context.Request.Method), reading => reading.UseStatusCodePagesWithReExecute(NotFoundPage, createScopeForStatusCodePages: true));
        // Here and not of itself in front of everything: the two above change what is looked for.
        app.UseRouting();
    }

    /// <summary>The server leaves the body out by itself.</summary>
    private static Task HeadAsGet(HttpContext context, RequestDelegate next)
    {
        if (HttpMethods.IsHead(context.Request.Method)) context.Request.Method = HttpMethods.Get;
        return next(context);
    }
}
