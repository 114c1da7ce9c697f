"""What the units of An Bình write: made up for the demo, every one of its own."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """`code`: whose; `ago`: published that many days ago; `category`: its address; `scene`: what its picture shows;
    `taken`: stands on the sector portal too."""

    code: str
    ago: int
    category: str
    scene: str
    alt: str
    title: str
    lead: str
    body: str
    tags: str = ""
    taken: bool = True


PIECES = (
    Piece(
        "so",
        1,
        "hoat-dong-cua-nganh",
        "hall",
        "Hội trường đông người, trên sân khấu có băng rôn đỏ",
        "Ngành giáo dục An Bình rà soát một năm truyền thông cải cách hành chính",
        "Hơn 60 đơn vị trực tiếp và trực tuyến cùng nhìn lại việc đã làm, chỗ còn trống và hẹn việc của quý tới.",
        "Phần lớn thời gian của hội nghị dành cho câu hỏi: người dân đã biết đến thủ tục nào, qua kênh nào.\n\n"
        "Số liệu lấy thẳng từ hoạt động các đơn vị đã ghi trong năm, không đơn vị nào phải làm thêm biểu mẫu. "
        "Ba nội dung ít được truyền thông nhất là chuyển trường, xin học lại và cấp lại bằng tốt nghiệp.\n\n"
        "Sở đề nghị mỗi trường chọn một nội dung còn trống, làm một việc nhỏ và ghi lại trước cuối quý.",
        "cải cách hành chính, truyền thông",
    ),
    Piece(
        "thpt-ntn",
        2,
        "dich-vu-cong-truc-tuyen",
        "hall",
        "Cha mẹ học sinh ngồi trong hội trường xem hướng dẫn trên màn hình",
        "Buổi tối thứ năm, cha mẹ học sinh tự nộp hồ sơ đầu tiên trên điện thoại",
        "Nhà trường mở cửa phòng tin học ba buổi tối, có học sinh lớp 12 ngồi cạnh từng phụ huynh.",
        "Cô Hạnh, mẹ của một học sinh lớp 10, mất mười hai phút để gửi xong hồ sơ xin cấp lại học bạ.\n\n"
        "Điều khó nhất không phải là thủ tục mà là mật khẩu tài khoản định danh. Nhóm học sinh tình nguyện soạn một tờ "
        "giấy A5 ghi bốn bước lấy lại mật khẩu, dán ở cửa phòng.\n\n"
        "Sau ba buổi, 84 gia đình nộp được hồ sơ. Trường giữ phòng mở vào tối thứ năm hằng tuần đến hết tháng.",
        "dịch vụ công trực tuyến, phụ huynh",
    ),
    Piece(
        "xa1-th1",
        3,
        "guong-tot-viec-tot",
        "flag_salute",
        "Học sinh xếp hàng chào cờ trong sân trường",
        "Bác bảo vệ thuộc tên bốn trăm học sinh",
        "Mười chín năm đứng ở cổng trường, bác Tư nhớ em nào hay đi muộn và vì sao.",
        "Sáng nào bác cũng đến trước tiếng trống một giờ, quét lá rồi mở cánh cổng sắt nặng.\n\n"
        "Mùa mưa năm ngoái, bác nhận ra một em lớp 2 ba hôm liền không có ai đón. Bác gọi cô chủ nhiệm, rồi ngồi lại "
        "với em đến khi mẹ em từ xưởng về. Từ đó trường lập danh sách các gia đình cần đón muộn.\n\n"
        "Hỏi bác mong gì, bác bảo: mong cái đèn trước cổng sáng hơn một chút.",
        "người tốt việc tốt",
    ),
    Piece(
        "thpt-chuyen",
        4,
        "chuyen-doi-so",
        "notice_board",
        "Bảng tin của trường với các tờ hướng dẫn",
        "Học bạ số: một ca xác nhận từ hai ngày còn mười phút",
        "Văn phòng trường kể lại cách bỏ ba chữ ký và một tập hồ sơ giấy.",
        "Trước đây, muốn có bản xác nhận kết quả học tập, học sinh đến trường hai lần.\n\n"
        "Tổ văn phòng vẽ lại đường đi của tờ giấy và thấy nó nằm chờ ở ba bàn. Bây giờ giáo viên chủ nhiệm "
        "khóa dữ liệu cuối kỳ, bản xác nhận có mã để nơi nhận tự kiểm tra.\n\n"
        "Trong tháng, trường trả 131 bản, chỉ 6 bản phải in.",
        "chuyển đổi số, học bạ số",
    ),
    Piece(
        "xa1",
        6,
        "thu-tuc-hanh-chinh",
        "loudspeaker",
        "Loa truyền thanh trên cột điện bên nhà văn hóa",
        "Bảy phút trên loa phường: chuyển trường cần những giấy gì",
        "Bản tin thứ ba hằng tuần đọc một thủ tục, bằng câu ngắn, nhắc lại hai lần.",
        "Phòng Văn hóa - Xã hội chọn thủ tục theo mùa: tháng tám nói chuyển trường, tháng hai nói đầu cấp.\n\n"
        "Người viết đọc to trước một người không làm ở phường; câu nào phải hỏi lại thì viết lại. Cuối bản tin luôn có "
        "số điện thoại và giờ làm việc.\n\n"
        "Sau bốn tuần, số người đến hỏi trực tiếp giảm, số cuộc gọi đúng việc tăng.",
        "thủ tục hành chính, phát thanh",
    ),
    Piece(
        "xa3-cs1",
        7,
        "pho-bien-phap-luat",
        "stage_play",
        "Học sinh diễn tiểu phẩm trên sân khấu trường",
        "Tiểu phẩm “Chiếc điện thoại trong cặp” đi ba điểm trường vùng cao",
        "Mười một học sinh, một chiếc loa kéo và câu chuyện về tin giả.",
        "Kịch bản do các em tự viết sau một lần nhóm lớp truyền nhau lời đồn nghỉ học.\n\n"
        "Ở điểm trường Suối Ngọc, mưa làm mất điện giữa chừng, các em diễn tiếp bằng đèn pin. Khán giả nhỏ tuổi nhất "
        "ngồi hàng đầu, hỏi: làm sao biết tin nào thật.\n\n"
        "Câu trả lời của các em gồm ba bước: xem ai nói, hỏi thầy cô, đừng gửi tiếp.",
        "Ngày Pháp luật, tin giả",
    ),
    Piece(
        "tt1",
        8,
        "hoat-dong-cua-nha-truong",
        "print_run",
        "Những tờ rơi xếp trên bàn và người đến lấy",
        "Lớp bổ túc tối có thêm giờ học làm hồ sơ xin việc",
        "Học viên vừa học chữ vừa học cách điền một tờ đơn cho đúng.",
        "Nhiều học viên của trung tâm là công nhân, tan ca mới đến lớp.\n\n"
        "Giờ học mới lấy ngay các mẫu đơn thật: đăng ký tạm trú, xin xác nhận, mở tài khoản. Giáo viên che những chỗ "
        "riêng tư rồi cả lớp cùng điền.\n\n"
        "Trung tâm in 300 tờ hướng dẫn khổ nhỏ để học viên mang về cho người cùng xưởng.",
        "giáo dục thường xuyên",
    ),
    Piece(
        "so",
        10,
        "tuyen-sinh-thi-cu",
        "notice_board",
        "Bảng niêm yết lịch thi và các mốc đăng ký",
        "Lịch các mốc tuyển sinh lớp 10 năm học tới",
        "Bốn ngày cần nhớ, kèm việc phải làm trước mỗi ngày.",
        "## Trước khi đăng ký\n\nHọc sinh kiểm tra lại họ tên, ngày sinh trên học bạ số. Sai thì báo giáo viên chủ "
        "nhiệm, trường sửa trong hai ngày làm việc.\n\n"
        "## Khi đăng ký\n\nMỗi học sinh đăng ký bằng tài khoản của mình, được sửa nguyện vọng đến hết ngày cuối.\n\n"
        "## Sau khi có kết quả\n\nKết quả gửi về tài khoản và niêm yết tại trường. Đơn phúc khảo nộp trực tuyến.",
        "tuyển sinh",
    ),
    Piece(
        "thpt-lvt",
        12,
        "hoat-dong-cua-nha-truong",
        "contest",
        "Học sinh thi rung chuông vàng trong sân trường",
        "Rung chuông vàng với sáu mươi câu hỏi về thủ tục",
        "Câu cuối cùng chỉ còn một nữ sinh lớp 11 và tấm bảng trắng.",
        "Đề thi do đoàn trường soạn từ những câu phụ huynh hay hỏi nhất ở bàn một cửa.\n\n"
        "Câu loại nhiều bạn nhất là: nộp hồ sơ trực tuyến rồi có phải nộp thêm bản giấy không. Câu trả lời là không, "
        "trừ khi cơ quan tiếp nhận ghi rõ lý do.\n\nPhần thưởng là một suất học bổng hè.",
        "cuộc thi, học sinh",
    ),
    Piece(
        "xa2-mn1",
        13,
        "hoat-dong-cua-nha-truong",
        "parents_meeting",
        "Phụ huynh và cô giáo mầm non ngồi họp",
        "Trường mầm non thôi thu tiền mặt ở cổng",
        "Bà ngoại, ông nội cũng chuyển khoản được sau hai buổi chỉ dẫn.",
        "Kế toán của trường từng ngồi cả buổi sáng đầu tháng để đếm tiền và ghi sổ.\n\n"
        "Bây giờ mỗi cháu có một mã riêng, ai chuyển cũng được, trường tự đối chiếu. Với gia đình chưa có tài khoản, "
        "trường hẹn ngày riêng.\n\nTháng này chỉ còn bốn gia đình nộp tại chỗ.",
        "thanh toán không dùng tiền mặt",
    ),
    Piece(
        "so",
        15,
        "pho-bien-phap-luat",
        "hall",
        "Hội trường có băng rôn, nhiều người ngồi nghe",
        "Ngày Pháp luật: mỗi trường chọn một điều luật gần học sinh nhất",
        "Thay vì treo khẩu hiệu, các trường được mời kể một chuyện có thật.",
        "Sở gửi gợi ý gồm hai mươi điều luật học sinh gặp hằng ngày: đi xe, dùng mạng, bạo lực học đường, làm thêm.\n\n"
        "Mỗi trường chọn một điều, kể một chuyện, nói rõ ai có thể giúp. Bài hay được đưa lên chuyên trang chung.\n\n"
        "Đã có 23 trường đăng ký chuyện của mình.",
        "Ngày Pháp luật",
    ),
    Piece(
        "xa5",
        17,
        "dich-vu-cong-truc-tuyen",
        "dialogue",
        "Cán bộ xã và người dân ngồi đối thoại",
        "Xã Phú Lâm đưa bàn hướng dẫn dịch vụ công về chợ phiên",
        "Hai chiếc bàn nhựa, một bộ phát mạng và bốn bạn trẻ.",
        "Chợ họp từ năm giờ sáng, cán bộ cũng ra từ năm giờ.\n\n"
        "Người hỏi nhiều nhất là các bà, các chị muốn đăng ký cho con vào lớp một mà chồng đi làm xa. Nhóm hướng dẫn "
        "làm ngay tại chỗ, chụp giấy tờ bằng điện thoại.\n\nPhiên chợ đầu, 37 hồ sơ được gửi đi.",
        "dịch vụ công trực tuyến",
    ),
    Piece(
        "dtnt",
        20,
        "guong-tot-viec-tot",
        "radio",
        "Phòng phát thanh nhỏ của trường nội trú",
        "Nữ sinh đọc bản tin bằng hai thứ tiếng",
        "Tối thứ tư hằng tuần, loa nội trú vang tiếng phổ thông rồi tiếng mẹ đẻ.",
        "Em Pàng bắt đầu đọc bản tin từ lớp 8, vì bà của em không hiểu hết tiếng phổ thông.\n\n"
        "Mỗi bản tin dài sáu phút, có một thủ tục, một tin của trường và lời nhắn của gia đình gửi lên. Thầy quản sinh "
        "ghi âm để gửi về bản.\n\nCuối năm, nhóm phát thanh của em có mười hai bạn.",
        "phát thanh, người tốt việc tốt",
    ),
    Piece(
        "thpt-bs",
        24,
        "chuyen-doi-so",
        "training",
        "Giáo viên ngồi trước máy tính trong buổi tập huấn",
        "Giáo viên lớn tuổi kể chuyện bỏ sổ điểm giấy",
        "“Tôi sợ bấm nhầm hơn sợ đi bộ mười cây số”, thầy Thụ cười.",
        "Thầy dạy toán ba mươi hai năm, sổ điểm nào cũng bọc bìa.\n\n"
        "Tổ tin học xếp cho mỗi thầy cô lớn tuổi một bạn đồng hành, chỉ làm cùng chứ không làm hộ. Sau một học kỳ, "
        "thầy Thụ là người nhập điểm xong sớm nhất tổ.\n\nCuốn sổ cuối cùng nay nằm trong phòng truyền thống.",
        "chuyển đổi số",
        taken=False,
    ),
    Piece(
        "ttnn",
        28,
        "hoat-dong-cua-nha-truong",
        "training",
        "Lớp học tin học buổi tối",
        "Khai giảng lớp kỹ năng số miễn phí cho người bán hàng",
        "Mười buổi tối, học từ cách giữ mật khẩu đến cách nhận ra lừa đảo.",
        "Lớp có ba mươi học viên, người trẻ nhất mười chín, người lớn nhất sáu mươi tư tuổi.\n\n"
        "Buổi đầu không mở máy: học viên kể những lần suýt mất tiền. Từ đó giáo viên soạn lại bài.\n\n"
        "Trung tâm nhận đăng ký khóa hai đến hết tháng.",
        "kỹ năng số",
        taken=False,
    ),
    Piece(
        "thpt-dh",
        33,
        "thu-tuc-hanh-chinh",
        "notice_board",
        "Bảng niêm yết thủ tục ở cổng trường",
        "Bảng thủ tục ở cổng trường được viết lại cho người đi biển",
        "Chữ to hơn, câu ngắn hơn, có cả giờ làm việc buổi tối.",
        "Nhiều phụ huynh ở Đông Hải chỉ lên bờ vài ngày mỗi tháng.\n\n"
        "Trường bỏ tấm bảng cũ dài bốn trang, thay bằng sáu ô: cần gì, nộp ở đâu, mất mấy ngày, hỏi ai, tiền bao "
        "nhiêu, nộp trên mạng thế nào.\n\nMột ô trống để phụ huynh ghi câu hỏi, văn thư trả lời ngay dưới.",
        "thủ tục hành chính",
    ),
    Piece(
        "xa4-th1",
        40,
        "hoat-dong-cua-nha-truong",
        "flag_salute",
        "Sân trường tiểu học ngày chào cờ",
        "Năm phút sau lễ chào cờ dành cho một câu hỏi của học sinh",
        "Câu hỏi tuần này: vì sao phải làm thẻ thư viện.",
        "Ý tưởng đến từ hộp thư góp ý đặt ở hành lang lớp 4.\n\n"
        "Mỗi tuần, cô tổng phụ trách bốc một câu và trả lời bằng một câu chuyện ngắn. Có câu khó, cô xin nợ đến tuần "
        "sau và mời người hiểu việc đến nói.\n\nHọc sinh bắt đầu hỏi cả những việc của người lớn.",
        "",
        taken=False,
    ),
    Piece(
        "thpt-ntn",
        45,
        "tuyen-sinh-thi-cu",
        "parents_meeting",
        "Buổi họp phụ huynh trong lớp học",
        "Họp phụ huynh khối 12: nói về chọn ngành trước khi nói về điểm",
        "Ba cựu học sinh kể mình đã chọn sai rồi chọn lại thế nào.",
        "Buổi họp bắt đầu bằng bốn mươi phút không có con số nào.\n\n"
        "Phụ huynh được phát một tờ câu hỏi để về hỏi con, thay cho bảng điểm. Phần thủ tục đăng ký dự thi được làm "
        "ngay trên điện thoại trong mười phút cuối.\n\nBiên bản họp đăng trên trang của trường.",
        "tuyển sinh, phụ huynh",
        taken=False,
    ),
)

UNFINISHED = (
    Piece(
        "thpt-ntn",
        0,
        "hoat-dong-cua-nha-truong",
        "contest",
        "Học sinh thi ở sân trường",
        "Câu lạc bộ sách chuẩn bị ngày hội tháng mười hai",
        "Mỗi lớp góp một giá sách, đổi chứ không bán.",
        "Ban tổ chức mới chốt được địa điểm là nhà đa năng.\n\nCòn thiếu danh sách lớp trực.",
    ),
    Piece(
        "thpt-ntn",
        0,
        "dich-vu-cong-truc-tuyen",
        "training",
        "Giáo viên hướng dẫn trong phòng máy",
        "Đội học sinh tình nguyện nhận thêm khối 10",
        "Mười sáu bạn mới sẽ ngồi bàn hướng dẫn tối thứ năm.",
        "Các bạn được học một buổi với văn thư nhà trường, tập trả lời mười câu hay gặp.\n\n"
        "Buổi đầu tiên của đội mới là tuần sau.",
        "phụ huynh",
    ),
    Piece(
        "xa3-cs1",
        0,
        "pho-bien-phap-luat",
        "stage_play",
        "Học sinh trên sân khấu",
        "Tổ tư vấn học đường mở hòm thư về bạo lực mạng",
        "Thư không ghi tên, được đọc mỗi chiều thứ sáu.",
        "Tổ tư vấn gồm hai giáo viên, một bạn học sinh lớp 9 và cán bộ y tế.\n\n"
        "Tuần đầu có bảy lá thư, trong đó hai lá cần giúp ngay.",
        "Ngày Pháp luật",
    ),
    Piece(
        "thpt-ntn",
        0,
        "guong-tot-viec-tot",
        "flag_salute",
        "Chào cờ đầu tuần",
        "Nhặt được ví, ba nam sinh tìm người mất suốt một buổi chiều",
        "Trong ví có giấy hẹn khám bệnh sáng hôm sau.",
        "Các em gọi theo số trên giấy hẹn nhưng không ai nghe máy.\n\nCuối cùng các em đến tận trạm y tế để hỏi.",
    ),
    Piece(
        "thpt-ntn",
        0,
        "tuyen-sinh-thi-cu",
        "notice_board",
        "Bảng lịch thi ở hành lang",
        "Lịch thi thử tháng tới và cách xem phòng thi",
        "Phòng thi hiện trên tài khoản học sinh từ bảy giờ sáng.",
        "Kỳ thi thử gồm bốn buổi trong hai ngày.\n\n"
        "Học sinh xem phòng thi bằng tài khoản, không tập trung trước bảng tin.",
        "tuyển sinh",
    ),
)
