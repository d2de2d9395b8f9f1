"""Countries as ICIJ writes them: three-letter codes, and its own ones for tax havens."""

# ISO 3166-1, alpha-3 with alpha-2 (pycountry 26.2.16).
_ISO = (
    "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU "
    "AUTAT AZEAZ BDIBI BELBE BENBJ BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ "
    "BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA CCKCC CHECH CHLCL CHNCN CIVCI "
    "CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE "
    "DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK "
    "FRAFR FROFO FSMFM GABGA GBRGB GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR "
    "GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR HTIHT HUNHU IDNID IMNIM INDIN "
    "IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH "
    "KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV "
    "MACMO MAFMF MARMA MCOMC MDAMD MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN "
    "MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA NCLNC NERNE NFKNF NGANG NICNI "
    "NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL "
    "PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG "
    "SGSGS SHNSH SJMSJ SLBSB SLESL SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI "
    "SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ TKLTK TKMTM TLSTL TONTO TTOTT "
    "TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG "
    "VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW"
)
_TWO_LETTERS = {pair[:3]: pair[3:] for pair in _ISO.split()}
# Mossack Fonseca's own codes of jurisdictions, as far as they are known for sure.
_HOUSE_CODES = {"BVI": "VG", "BAH": "BS", "PMA": "PA", "SEY": "SC", "SAM": "WS", "UK": "GB"}


def jurisdiction_of(code: str, description: str) -> str:
    """Return the ISO 3166 code of a jurisdiction, or its name where the code is not known.

    >>> jurisdiction_of("BVI", "British Virgin Islands"), jurisdiction_of("XX1", "Fable Island")
    ('VG', 'Fable Island')
    """
    folded = code.strip().upper()
    known = _HOUSE_CODES.get(folded) or _TWO_LETTERS.get(folded)
    return known or description.strip() or code.strip()


def country_codes(codes: str) -> tuple[str, ...]:
    """Return the countries of a `;`-list of codes with two letters; unknown ones as they stand.

    >>> country_codes("HKG;GBR; XXX"), country_codes("")
    (('HK', 'GB', 'XXX'), ())
    """
    stated = (code.strip().upper() for code in codes.split(";"))
    return tuple(dict.fromkeys(_TWO_LETTERS.get(code, code) for code in stated if code))
