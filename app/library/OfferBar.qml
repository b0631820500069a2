import Deepwell.Library
import Deepwell.Style

// After a model was opened from somewhere else: whether the library should know it.
OfferPanel {
    visible: Library.offered !== ""
    text: qsTr("Keep %1 in the library? The file stays where it is.").arg(Library.offered.split("/").pop())

    PushButton { objectName: "acceptOffer"; compact: true; text: qsTr("Keep"); onClicked: Library.acceptOffer() }
    IconButton { objectName: "dismissOffer"; iconName: "close"; text: qsTr("Not now"); onClicked: Library.dismissOffer() }
}
