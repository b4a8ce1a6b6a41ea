using System.Net;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tinedy.ChatOps.TeamsDouble;

/// <summary>
/// Who vouches for all doubles of this process: one certificate, trusted as an operator's own would be. A service in a process of its own is
/// given <see cref="Variable"/>; one in this process finds it there, because the system's certificates are read at the first connection.
/// </summary>
public static class Authority
{
    public const string Variable = "SSL_CERT_FILE";

    internal static X509Certificate2 Certificate { get; } = Certify();

    public static string File { get; } = Write();

    private static string Write()
    {
        var file = Path.Combine(Path.GetTempPath(), $"teams-double-{Certificate.Thumbprint}.pem");
        System.IO.File.WriteAllText(file, Certificate.ExportCertificatePem());
        AppDomain.CurrentDomain.ProcessExit += (_, _) => System.IO.File.Delete(file);
        // The runtime keeps a copy of the environment; the library that reads certificates has the system's own.
        if (!OperatingSystem.IsWindows()) _ = SetVariable(Variable, file, 1);
        return file;
    }

    private static X509Certificate2 Certify()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=teams.double", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // A server needs the key in a form of its own on every system.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    [DllImport("libc", EntryPoint = "setenv", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int SetVariable(string name, string value, int overwrite);
}
